import { expect, test } from 'vitest';
import { axisTicks } from './axis';

test.each([
  [0, [0]],
  [100, [0, 20, 40, 60, 80]],
  [6280, [0, 2000, 4000]],
  [0.5, [0, 0.1, 0.2, 0.30000000000000004, 0.4]],
])('a span of %s ms is marked at round times', (span, ticks) => {
  expect(axisTicks(span)).toEqual(ticks);
});
