import { isObject, unwrapJson } from '../../../api/json';
import { JsonTree } from '../../../components/JsonTree';
import { Section } from './Section';

/** A JSON object as a table of its keys; nested values fold. */
export function KeyValues({ title, value }: { title: string; value: unknown }) {
  if (value === null || value === undefined || value === '') return null;
  if (isObject(value) && Object.keys(value).length === 0) return null;
  return (
    <Section title={title} copy={() => JSON.stringify(value, null, 2)}>
      {isObject(value) ? (
        <dl className="key-values">
          {Object.entries(value).map(([key, item]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{typeof unwrapJson(item) === 'object' && item !== null ? <JsonTree value={unwrapJson(item)} openDepth={1} /> : String(item)}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <JsonTree value={value} />
      )}
    </Section>
  );
}
