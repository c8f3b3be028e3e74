import { expect, test } from 'vitest';
import { readFilters, toFilter } from './filters';

test('an address is read back as it was written, and what does not belong there is dropped', () => {
  expect(readFilters({ q: 'order', user: 'ann', tag: 'a', level: 'ERROR', range: '24h', minLatency: '2', unknown: 'x' })).toEqual({
    q: 'order',
    user: 'ann',
    tag: ['a'],
    level: 'ERROR',
    range: '24h',
    minLatency: '2',
  });
  expect(readFilters({ level: 'LOUD', range: 'forever', minLatency: '-1', minCost: 'many', from: 'soon', user: '  ', tag: ['', 'b'] })).toEqual({ tag: ['b'] });
});

test('filters become parameters of the API', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const query = toFilter({ range: '1h', user: 'ann', tag: ['a', 'b'], q: 'two words', level: 'ERROR', minCost: '0.5' }, now);
  expect(query).toEqual([
    ['fromTimestamp', '2026-11-23T11:00:00.000Z'],
    ['userId', 'ann'],
    ['tags', 'a'],
    ['tags', 'b'],
    ['search', 'two words'],
    [
      'filter',
      JSON.stringify([
        { type: 'stringOptions', column: 'level', operator: 'any of', value: ['ERROR'] },
        { type: 'number', column: 'totalCost', operator: '>=', value: 0.5 },
      ]),
    ],
  ]);
});
