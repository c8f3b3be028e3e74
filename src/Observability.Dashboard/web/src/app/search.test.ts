import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search';

test('addresses stay readable and survive a round trip', () => {
  const search = { q: 'a b&c', tag: ['x', 'y'] };
  expect(stringifySearch({ ...search, user: undefined, env: '' })).toBe('?q=a+b%26c&tag=x&tag=y');
  expect(parseSearch('?q=a+b%26c&tag=x&tag=y')).toEqual(search);
  expect(stringifySearch({})).toBe('');
});
