import { expect, test } from 'vitest';
import type { TracePage, TraceSummary } from '../../api/types';
import { mergeHead, type TraceList } from './mergeHead';

const trace = (id: string, name = id) => ({ id, name }) as TraceSummary;
const page = (ids: string[], cursor: string | null = 'more'): TracePage => ({ data: ids.map((id) => trace(id)), meta: { cursor } });
const list = (...pages: TracePage[]): TraceList => ({ pages, pageParams: pages.map(() => null) });
const ids = (value: TraceList) => value.pages.map((each) => each.data.map((item) => item.id));

test('new traces come first and the pages keep their places', () => {
  expect(ids(mergeHead(list(page(['c', 'b']), page(['a'])), page(['e', 'd', 'c'])))).toEqual([['e', 'd', 'c', 'b'], ['a']]);
});

test('a trace that grew is updated where it is, on any page', () => {
  const merged = mergeHead(list(page(['c']), page(['a'])), { data: [trace('c'), trace('a', 'grown')], meta: {} });
  expect(ids(merged)).toEqual([['c'], ['a']]);
  expect(merged.pages[1]!.data[0]!.name).toBe('grown');
});

test('when the new page does not reach the old list, the list starts again', () => {
  expect(ids(mergeHead(list(page(['b', 'a'])), page(['z', 'y'])))).toEqual([['z', 'y']]);
});

test('an empty list takes the page as it is', () => {
  expect(ids(mergeHead(undefined, page(['a'], null)))).toEqual([['a']]);
});
