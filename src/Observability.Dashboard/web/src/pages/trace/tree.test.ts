import { expect, test } from 'vitest';
import type { Observation } from '../../api/types';
import { buildTree, searchTree, visibleNodes } from './tree';

function observation(id: string, parent: string | null, start: number, end: number, change: Partial<Observation> = {}): Observation {
  return {
    id,
    traceId: 't',
    parentObservationId: parent,
    type: 'SPAN',
    name: id,
    startTime: new Date(Date.UTC(2026, 0, 1) + start).toISOString(),
    endTime: new Date(Date.UTC(2026, 0, 1) + end).toISOString(),
    level: 'DEFAULT',
    statusMessage: null,
    ...change,
  } as Observation;
}

const ids = (nodes: { observation: Observation }[]) => nodes.map((node) => node.observation.id);

test('children are in order of start, whatever order they came in', () => {
  const tree = buildTree([observation('c', 'a', 30, 40), observation('b', 'a', 10, 20), observation('a', null, 0, 100), observation('b1', 'b', 11, 12)]);
  expect(ids(tree.nodes)).toEqual(['a', 'b', 'b1', 'c']);
  expect(tree.nodes.map((node) => node.depth)).toEqual([0, 1, 2, 1]);
  expect([tree.span, tree.nodes[1]!.start, tree.nodes[1]!.end]).toEqual([100, 10, 20]);
});

test('an unknown parent and a circle make roots and lose nothing', () => {
  const tree = buildTree([observation('a', 'gone', 0, 1), observation('b', 'c', 0, 1), observation('c', 'b', 0, 1), observation('d', 'd', 0, 1)]);
  expect(tree.nodes).toHaveLength(4);
  expect(tree.roots).toHaveLength(3);
});

test('a chain of 20,000 observations builds without recursion', () => {
  const chain = Array.from({ length: 20_000 }, (_, index) => observation(`o${index}`, index === 0 ? null : `o${index - 1}`, index, index + 1));
  const tree = buildTree(chain);
  expect(tree.nodes.at(-1)!.depth).toBe(19_999);
});

test('tokens, costs and failures add up towards the root; unknown costs stay unknown', () => {
  const tree = buildTree([
    observation('a', null, 0, 9),
    observation('b', 'a', 1, 2, { usageDetails: { input: 10, total: 15 }, costDetails: { input: 0.1, total: 0.3 } }),
    observation('c', 'a', 2, 3, { usageDetails: { input: 5, output: 1 }, level: 'ERROR' }),
    observation('d', null, 3, 4),
  ]);
  const [a, , , d] = tree.nodes;
  expect([a!.tokens, a!.cost, a!.errorsBelow]).toEqual([21, 0.3, 1]);
  expect([d!.tokens, d!.cost]).toEqual([null, null]);
  expect(ids(tree.errors)).toEqual(['c']);
});

test('collapsing hides everything below and nothing else', () => {
  const tree = buildTree([observation('a', null, 0, 9), observation('b', 'a', 1, 2), observation('b1', 'b', 1, 2), observation('c', 'a', 3, 4)]);
  expect(ids(visibleNodes(tree, new Set(['b']), null))).toEqual(['a', 'b', 'c']);
  expect(ids(visibleNodes(tree, new Set(['a']), null))).toEqual(['a']);
});

test('a search keeps what leads to its matches, collapsed or not', () => {
  const tree = buildTree([observation('root', null, 0, 9), observation('x', 'root', 1, 2), observation('needle', 'x', 1, 2), observation('y', 'root', 3, 4)]);
  expect(ids(visibleNodes(tree, new Set(['root']), searchTree(tree, ' NEED le')))).toEqual(['root', 'x', 'needle']);
  expect(searchTree(tree, '  ')).toBeNull();
});

test('microseconds order observations within one millisecond', () => {
  const at = (micros: string) => `2026-01-01T00:00:00.000${micros}Z`;
  const tree = buildTree([
    { ...observation('late', null, 0, 1), startTime: at('900') },
    { ...observation('early', null, 0, 1), startTime: at('100') },
  ]);
  expect(ids(tree.nodes)).toEqual(['early', 'late']);
  expect(tree.nodes[0]!.start).toBe(0);
  expect(tree.nodes[1]!.start).toBeCloseTo(0.8, 3);
});
