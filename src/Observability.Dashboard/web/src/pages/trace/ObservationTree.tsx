import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useHotkeys } from '../../app/useHotkeys';
import { ObservationRow } from './ObservationRow';
import { TimeAxis } from './TimeAxis';
import { TreeToolbar } from './TreeToolbar';
import { searchTree, type Tree, type TreeNode, visibleNodes } from './tree';

const rowHeight = 30;

interface ObservationTreeProps {
  tree: Tree;
  selected: TreeNode;
  onSelect: (observationId: string) => void;
  onRead: () => void;
  onLeave: () => void;
}

/** Tree and timeline in one list: rows on the left, bars on one time axis on the right. Only the rows in view exist. */
export function ObservationTree({ tree, selected, onSelect, onRead, onLeave }: ObservationTreeProps) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const matches = useMemo(() => searchTree(tree, query), [tree, query]);
  const rows = useMemo(() => visibleNodes(tree, collapsed, matches), [tree, collapsed, matches]);
  const place = useMemo(() => new Map(rows.map((node, index) => [node, index])), [rows]);
  const at = place.get(selected) ?? -1;
  const virtualizer = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 16 });

  const scrollTo = useRef(selected.observation.id);
  useEffect(() => {
    if (at >= 0 && scrollTo.current === selected.observation.id) virtualizer.scrollToIndex(at);
  }, [at, selected, virtualizer]);

  const select = (node: TreeNode | undefined) => {
    if (!node) return;
    scrollTo.current = node.observation.id;
    onSelect(node.observation.id);
  };
  const reveal = (node: TreeNode) => {
    const open = new Set(collapsed);
    for (let each = node.parent; each; each = each.parent) open.delete(each.observation.id);
    if (open.size !== collapsed.size) setCollapsed(open);
    if (matches && !place.has(node)) setQuery('');
    select(node);
  };
  const toggle = (node: TreeNode, close?: boolean) =>
    setCollapsed((before) => {
      const next = new Set(before);
      if (close ?? !before.has(node.observation.id)) next.add(node.observation.id);
      else next.delete(node.observation.id);
      return next;
    });
  const left = () => {
    if (selected.children.length > 0 && !collapsed.has(selected.observation.id)) toggle(selected, true);
    else if (selected.parent) select(selected.parent);
  };
  const right = () => {
    if (collapsed.has(selected.observation.id)) toggle(selected, false);
    else select(selected.children[0]);
  };
  const jump = (direction: 1 | -1) => {
    const ordered = direction === 1 ? tree.errors : tree.errors.toReversed();
    const next = ordered.find((node) => (node.index - selected.index) * direction > 0) ?? ordered[0];
    if (next) reveal(next);
  };
  const nextMatch = (direction: 1 | -1) => {
    if (!matches || matches.size === 0) return;
    const ordered = direction === 1 ? [...matches] : [...matches].reverse();
    select(ordered.find((node) => (node.index - selected.index) * direction > 0) ?? ordered[0]);
  };
  const collapseAll = () => setCollapsed(new Set(tree.nodes.filter((node) => node.children.length > 0 && node.depth > 0).map((node) => node.observation.id)));

  useHotkeys({
    j: () => select(rows[at + 1]),
    ArrowDown: () => select(rows[at + 1]),
    k: () => select(rows[at - 1]),
    ArrowUp: () => select(rows[at - 1]),
    PageDown: () => select(rows[Math.min(rows.length - 1, at + 20)]),
    PageUp: () => select(rows[Math.max(0, at - 20)]),
    g: () => select(rows[0]),
    Home: () => select(rows[0]),
    G: () => select(rows.at(-1)),
    End: () => select(rows.at(-1)),
    ArrowLeft: left,
    h: left,
    ArrowRight: right,
    l: right,
    '[': collapseAll,
    ']': () => setCollapsed(new Set()),
    e: () => jump(1),
    E: () => jump(-1),
    '/': () => search.current?.select(),
    Enter: onRead,
    Escape: () => (query ? setQuery('') : onLeave()),
  });

  return (
    <>
      <TreeToolbar
        ref={search}
        query={query}
        onQuery={setQuery}
        onMatch={nextMatch}
        matches={matches?.size ?? null}
        total={tree.nodes.length}
        errors={tree.errors.length}
        onError={() => jump(1)}
        isCollapsed={collapsed.size > 0}
        onCollapse={() => (collapsed.size > 0 ? setCollapsed(new Set()) : collapseAll())}
      />
      <TimeAxis span={tree.span} />
      <div
        className="tree-scroll"
        ref={scroller}
        role="treegrid"
        aria-label="Observations"
        aria-rowcount={rows.length}
        aria-activedescendant={at >= 0 ? `observation-${selected.observation.id}` : undefined}
        tabIndex={0}
      >
        <div className="virtual" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const node = rows[item.index]!;
            return (
              <ObservationRow
                key={node.observation.id}
                node={node}
                rowIndex={item.index}
                top={item.start}
                span={tree.span}
                isSelected={node === selected}
                isCollapsed={collapsed.has(node.observation.id) && matches === null}
                isDimmed={matches !== null && !matches.has(node)}
                onSelect={select}
                onToggle={toggle}
              />
            );
          })}
        </div>
        {rows.length === 0 && <p className="tree-empty">No observation matches.</p>}
      </div>
    </>
  );
}
