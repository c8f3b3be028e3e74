import { expect, test } from 'vitest';
import { formatBytes, formatCost, formatCostShort, formatTokens } from './number';

test.each([
  [null, '–'],
  [undefined, '–'],
  [0, '$0'],
  [0.00000046, '$0.000000460'],
  [0.00572, '$0.00572'],
  [0.0151, '$0.0151'],
  [1.5, '$1.50'],
  [1234.5, '$1,235'],
])('formatCost(%s) is %s', (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});

test('formatCostShort says only that a tiny cost is less than it can show', () => {
  expect(formatCostShort(0.00000046)).toBe('<$0.0001');
  expect(formatCostShort(0)).toBe('$0');
  expect(formatCostShort(null)).toBe('–');
});

test.each([
  [null, '–'],
  [842, '842'],
  [9120, '9,120'],
  [12_345, '12.3k'],
  [250_000, '250k'],
  [1_200_000, '1.20M'],
])('formatTokens(%s) is %s', (count, text) => {
  expect(formatTokens(count)).toBe(text);
});

test('formatBytes uses decimal units', () => {
  expect([812, 12_400, 3_100_000].map(formatBytes)).toEqual(['812 B', '12.4 kB', '3.1 MB']);
});
