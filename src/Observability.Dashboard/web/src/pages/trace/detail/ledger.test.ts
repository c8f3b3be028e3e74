import { expect, test } from 'vitest';
import { ledger } from './ledger';

test('entries are joined, inputs first, unknown names last, empty ones left out', () => {
  const { entries, total } = ledger({ output: 5, special_units: 2, input: 10, input_cached_tokens: 0, total: 17 }, { input: 0.1, output: 0.2, total: 0.3 });
  expect(entries).toEqual([
    { key: 'input', label: 'Input', tokens: 10, cost: 0.1 },
    { key: 'output', label: 'Output', tokens: 5, cost: 0.2 },
    { key: 'special_units', label: 'special units', tokens: 2, cost: null },
  ]);
  expect(total).toEqual({ tokens: 17, cost: 0.3 });
});

test('no cost is unknown, never zero', () => {
  expect(ledger({ input: 1 }, {}).total).toEqual({ tokens: 1, cost: null });
});
