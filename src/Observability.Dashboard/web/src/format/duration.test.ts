import { expect, test } from 'vitest';
import { formatDuration } from './duration';

test.each([
  [null, '–'],
  [-1, '–'],
  [Number.NaN, '–'],
  [0, '0 ms'],
  [0.0000004, '1 µs'],
  [0.00084, '840 µs'],
  [0.0123, '12.3 ms'],
  [0.9994, '999 ms'],
  [0.9996, '1.00 s'],
  [1.239, '1.24 s'],
  [59.94, '59.9 s'],
  [59.96, '1m 00s'],
  [125, '2m 05s'],
  [3720, '1h 02m'],
])('formatDuration(%s) is %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
