import type { Observation } from '../../../api/types';
import { formatCost, formatCount } from '../../../format/number';
import { Section } from './Section';
import { ledger } from './ledger';

const sources: Record<string, string> = {
  COMPUTED: 'computed from the price table',
  PROVIDED: 'provided by the sender',
  ESTIMATED: 'computed from estimated tokens',
};

/** The ledger: every entry with its tokens and its cost. */
export function UsageTable({ observation }: { observation: Observation }) {
  const { entries, total } = ledger(observation.usageDetails ?? {}, observation.costDetails ?? {});
  if (entries.length === 0 && total.tokens === null && total.cost === null) return null;
  const estimated = observation.usageEstimated || observation.costSource?.toUpperCase() === 'ESTIMATED';
  const source = total.cost === null ? 'price unknown' : sources[observation.costSource?.toUpperCase() ?? ''];
  return (
    <Section title="Usage and cost" note={[estimated ? 'tokens estimated' : undefined, source].filter(Boolean).join(', ')}>
      <table className="usage">
        <thead>
          <tr>
            <th scope="col">Entry</th>
            <th scope="col" className="is-number">
              Tokens
            </th>
            <th scope="col" className="is-number">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ key, label, tokens, cost }) => (
            <tr key={key}>
              <th scope="row" title={key}>
                {label}
              </th>
              <td className="is-number">
                {estimated && tokens !== null ? '~' : ''}
                {formatCount(tokens)}
              </td>
              <td className="is-number">{formatCost(cost)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td className="is-number">
              {estimated && total.tokens !== null ? '~' : ''}
              {formatCount(total.tokens)}
            </td>
            <td className="is-number">{formatCost(total.cost)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}
