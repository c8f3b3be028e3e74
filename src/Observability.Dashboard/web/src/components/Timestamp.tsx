import { useNow } from '../app/useNow';
import { formatAbsolute, formatRelative, formatUtc } from '../format/time';

/** An instant: relative or in the local zone, with UTC on hover. */
export function Timestamp({ value, form }: { value: string; form: 'relative' | 'absolute' }) {
  const now = useNow();
  return (
    <time dateTime={value} title={formatUtc(value)}>
      {form === 'relative' ? formatRelative(value, now) : formatAbsolute(value, now)}
    </time>
  );
}
