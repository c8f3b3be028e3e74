import { ranges, type TraceFilters } from './filters';

interface TimeRangeProps {
  filters: TraceFilters;
  onChange: (change: { range?: string | undefined; from?: string | undefined; to?: string | undefined }) => void;
}

/** A range back from now, or two instants in the local zone. */
export function TimeRange({ filters, onChange }: TimeRangeProps) {
  const custom = filters.from !== undefined || filters.to !== undefined;
  const choose = (choice: string) => {
    if (choice === 'custom') onChange({ range: undefined, from: new Date(Date.now() - 86_400_000).toISOString() });
    else onChange({ range: choice || undefined, from: undefined, to: undefined });
  };
  return (
    <>
      <select className="button" aria-label="Time range" value={custom ? 'custom' : (filters.range ?? '')} onChange={(event) => choose(event.target.value)}>
        <option value="">All time</option>
        {Object.entries(ranges).map(([key, range]) => (
          <option key={key} value={key}>
            {range.label}
          </option>
        ))}
        <option value="custom">Between…</option>
      </select>
      {custom && (
        <>
          <input className="button" type="datetime-local" aria-label="From" value={toLocal(filters.from)} onChange={(event) => onChange({ from: fromLocal(event.target.value) })} />
          <input className="button" type="datetime-local" aria-label="To" value={toLocal(filters.to)} onChange={(event) => onChange({ to: fromLocal(event.target.value) })} />
        </>
      )}
    </>
  );
}

function toLocal(instant: string | undefined): string {
  if (!instant) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocal(value: string): string | undefined {
  return value === '' ? undefined : new Date(value).toISOString();
}
