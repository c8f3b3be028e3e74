import { expect, test } from 'vitest';
import { formatRelative, formatUtc } from './time';

const now = Date.parse('2026-11-23T12:00:00Z');

test.each([
  ['2026-11-23T11:59:59Z', 'now'],
  ['2026-11-23T11:59:18Z', '42s ago'],
  ['2026-11-23T11:55:00Z', '5m ago'],
  ['2026-11-23T09:00:00Z', '3h ago'],
  ['2026-11-17T12:00:00Z', '6d ago'],
  ['not a date', '–'],
])('formatRelative(%s) is %s', (instant, text) => {
  expect(formatRelative(instant, now)).toBe(text);
});

test('formatUtc keeps microseconds and names the zone', () => {
  expect(formatUtc('2026-11-23T13:00:00.123456+01:00')).toBe('2026-11-23 12:00:00.123456 UTC');
  expect(formatUtc('2026-11-23T12:00:00Z')).toBe('2026-11-23 12:00:00.000 UTC');
});
