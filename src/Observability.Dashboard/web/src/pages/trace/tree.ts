import type { Observation } from '../../api/types';

/** One observation in its place. Times are milliseconds from the start of the trace. */
export interface TreeNode {
  observation: Observation;
  /** The place in the order of the whole tree, parents before children. */
  index: number;
  depth: number;
  parent: TreeNode | null;
  children: TreeNode[];
  start: number;
  end: number;
  /** Sums over the observation and everything below it; null when nothing of it is known. */
  tokens: number | null;
  cost: number | null;
  /** How many of the observations below failed. */
  errorsBelow: number;
}

export interface Tree {
  roots: TreeNode[];
  /** All nodes, parents before children. */
  nodes: TreeNode[];
  byId: Map<string, TreeNode>;
  /** The instant the time axis begins, milliseconds since 1970. */
  origin: number;
  /** The length of the time axis in milliseconds. */
  span: number;
  errors: TreeNode[];
}

/**
 * Builds the tree without recursion, so that a chain of 10,000 observations is no deeper a stack than one. An observation
 * whose parent is unknown, or that would close a circle, becomes a root.
 */
export function buildTree(observations: Observation[]): Tree {
  const byId = new Map<string, TreeNode>();
  let origin = Number.POSITIVE_INFINITY;
  for (const observation of observations) origin = Math.min(origin, instantOf(observation.startTime));
  if (!Number.isFinite(origin)) origin = 0;

  for (const observation of observations) {
    const start = instantOf(observation.startTime) - origin;
    byId.set(observation.id, {
      observation,
      index: 0,
      depth: 0,
      parent: null,
      children: [],
      start,
      end: observation.endTime ? Math.max(start, instantOf(observation.endTime) - origin) : start,
      tokens: tokensOf(observation),
      cost: costOf(observation),
      errorsBelow: 0,
    });
  }

  const roots: TreeNode[] = [];
  for (const node of byId.values()) {
    const parent = node.observation.parentObservationId ? byId.get(node.observation.parentObservationId) : undefined;
    if (parent && parent !== node) {
      node.parent = parent;
      parent.children.push(node);
    } else {
      roots.push(node);
    }
  }

  let nodes = walk(roots);
  if (nodes.length < byId.size) {
    // What no root leads to goes round in circles; the first of each circle becomes a root.
    const reached = new Set(nodes);
    for (const node of byId.values()) {
      if (reached.has(node)) continue;
      node.parent!.children = node.parent!.children.filter((child) => child !== node);
      node.parent = null;
      roots.push(node);
      for (const below of walk([node])) reached.add(below);
    }

    nodes = walk(roots);
  }

  nodes.forEach((node, index) => {
    node.index = index;
    node.depth = node.parent ? node.parent.depth + 1 : 0;
  });

  let span = 0;
  for (const node of nodes) span = Math.max(span, node.end);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const { parent, tokens, cost, errorsBelow, observation } = nodes[index]!;
    if (!parent) continue;
    parent.tokens = sum(parent.tokens, tokens);
    parent.cost = sum(parent.cost, cost);
    parent.errorsBelow += errorsBelow + (observation.level === 'ERROR' ? 1 : 0);
  }

  return { roots, nodes, byId, origin, span, errors: nodes.filter((node) => node.observation.level === 'ERROR') };
}

/** The rows to show: everything that no collapsed node hides; with matches, only they and what leads to them. */
export function visibleNodes(tree: Tree, collapsed: ReadonlySet<string>, matches: ReadonlySet<TreeNode> | null): TreeNode[] {
  if (matches) {
    const kept = new Set<TreeNode>();
    for (const match of matches) {
      for (let node: TreeNode | null = match; node && !kept.has(node); node = node.parent) kept.add(node);
    }

    return tree.nodes.filter((node) => kept.has(node));
  }

  if (collapsed.size === 0) return tree.nodes;
  const rows: TreeNode[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const node of tree.nodes) {
    if (node.depth > hiddenBelow) continue;
    hiddenBelow = collapsed.has(node.observation.id) ? node.depth : Number.POSITIVE_INFINITY;
    rows.push(node);
  }

  return rows;
}

/** The nodes whose name, model, kind or status message holds all words; null without words. */
export function searchTree(tree: Tree, query: string): Set<TreeNode> | null {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return null;
  return new Set(
    tree.nodes.filter(({ observation }) => {
      const text = `${observation.name ?? ''} ${observation.model ?? ''} ${observation.type} ${observation.statusMessage ?? ''} ${observation.id}`.toLowerCase();
      return words.every((word) => text.includes(word));
    }),
  );
}

export function tokensOf(observation: Observation): number | null {
  const usage = observation.usageDetails;
  if (!usage) return null;
  if (typeof usage.total === 'number') return usage.total;
  const values = Object.values(usage);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
}

export function costOf(observation: Observation): number | null {
  const total = observation.costDetails?.total;
  if (typeof total === 'number') return total;
  const values = Object.values(observation.costDetails ?? {});
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

function sum(first: number | null, second: number | null): number | null {
  return first === null ? second : second === null ? first : first + second;
}

function byStart(first: TreeNode, second: TreeNode): number {
  return first.start - second.start || (first.observation.id < second.observation.id ? -1 : 1);
}

/** All nodes from the roots on, parents before children, siblings in order of start. */
function walk(roots: TreeNode[]): TreeNode[] {
  const nodes: TreeNode[] = [];
  const stack = roots.sort(byStart).toReversed();
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes.push(node);
    node.children.sort(byStart);
    for (let index = node.children.length - 1; index >= 0; index--) stack.push(node.children[index]!);
  }

  return nodes;
}

/** Milliseconds with the microseconds that Date.parse drops. */
function instantOf(text: string): number {
  const fraction = /\.\d{3}(\d{1,4})/.exec(text)?.[1];
  return Date.parse(text) + (fraction ? Number(`0.${fraction}`) : 0);
}
