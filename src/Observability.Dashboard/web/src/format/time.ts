const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: '2-digit' });

/** Writes how long ago an instant was: "now", "42s ago", "5m ago", "3h ago", "6d ago", then its date. */
export function formatRelative(instant: string, now: number): string {
  const seconds = Math.round((now - Date.parse(instant)) / 1000);
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 3) return 'now';
  if (seconds < 60) return `${seconds}s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h ago`;
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)}d ago`;
  return formatDay(instant, now);
}

/** Writes an instant in the local zone: the time, after the date when it is not today. */
export function formatAbsolute(instant: string, now: number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '–';
  const today = new Date(now).toDateString() === date.toDateString();
  return today ? clock.format(date) : `${formatDay(instant, now)}, ${clock.format(date)}`;
}

/** Writes an instant in UTC, to the microsecond as far as it is known: what a tooltip shows. */
export function formatUtc(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const fraction = /\.\d{1,7}/.exec(instant)?.[0] ?? '.000';
  return `${date.toISOString().slice(0, 19).replace('T', ' ')}${fraction} UTC`;
}

function formatDay(instant: string, now: number): string {
  const date = new Date(instant);
  return new Date(now).getFullYear() === date.getFullYear() ? day.format(date) : dayOfYear.format(date);
}
