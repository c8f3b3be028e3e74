import { memo } from 'react';
import { KindIcon } from '../../components/KindIcon';
import { formatDuration } from '../../format/duration';
import { formatCostShort, formatTokens } from '../../format/number';
import type { TreeNode } from './tree';

const indent = 14;
/** Deeper rows are not moved further right; their depth is written instead. */
const maxIndent = 14;

interface ObservationRowProps {
  node: TreeNode;
  rowIndex: number;
  top: number;
  span: number;
  isSelected: boolean;
  isCollapsed: boolean;
  isDimmed: boolean;
  onSelect: (node: TreeNode) => void;
  onToggle: (node: TreeNode) => void;
}

export const ObservationRow = memo(
  function ObservationRow({ node, rowIndex, top, span, isSelected, isCollapsed, isDimmed, onSelect, onToggle }: ObservationRowProps) {
    const { observation, children } = node;
    const isError = observation.level === 'ERROR';
    const isParent = children.length > 0;
    const classes = ['tree-grid', 'tree-row'];
    if (isSelected) classes.push('is-selected');
    if (isDimmed) classes.push('is-dimmed');
    if (isError) classes.push('is-error');
    return (
      <div
        id={`observation-${observation.id}`}
        className={classes.join(' ')}
        role="row"
        aria-level={node.depth + 1}
        aria-rowindex={rowIndex + 1}
        aria-selected={isSelected}
        aria-expanded={isParent ? !isCollapsed : undefined}
        style={{ transform: `translateY(${top}px)` }}
        onClick={() => onSelect(node)}
      >
        <div role="gridcell" className="tree-name" style={{ paddingLeft: Math.min(node.depth, maxIndent) * indent }}>
          {isParent ? (
            <button
              type="button"
              className="tree-toggle"
              tabIndex={-1}
              aria-label={isCollapsed ? 'Expand' : 'Collapse'}
              onClick={(event) => {
                event.stopPropagation();
                onToggle(node);
              }}
            >
              <span className={`twisty${isCollapsed ? '' : ' is-open'}`} />
            </button>
          ) : (
            <span className="tree-toggle" />
          )}
          {node.depth > maxIndent && <span className="tree-depth">{node.depth}</span>}
          <KindIcon kind={observation.type} />
          <span className="clip" title={observation.name ?? observation.id}>
            {observation.name ?? observation.id}
          </span>
          {isError && <span className="mark mark-error" title={observation.statusMessage ?? 'Failed'}>!</span>}
          {observation.level === 'WARNING' && <span className="mark mark-warning" title={observation.statusMessage ?? 'Warning'}>!</span>}
          {isCollapsed && node.errorsBelow > 0 && <span className="mark mark-error" title="Failed below">{node.errorsBelow}</span>}
        </div>
        <span role="gridcell" className="is-number">
          {observation.endTime ? formatDuration((node.end - node.start) / 1000) : 'running'}
        </span>
        <span role="gridcell" className={`is-number${isParent ? ' is-sum' : ''}`} title={isParent ? 'Sum of everything below' : undefined}>
          {node.tokens ? formatTokens(node.tokens) : ''}
        </span>
        <span role="gridcell" className={`is-number${isParent ? ' is-sum' : ''}`} title={isParent ? 'Sum of everything below' : undefined}>
          {node.cost === null ? '' : formatCostShort(node.cost)}
        </span>
        <div role="gridcell" className="lane">
          <Bar node={node} span={span} />
        </div>
      </div>
    );
  },
  // Handlers change with every render of the list but do the same for the same node.
  (before, after) =>
    before.node === after.node &&
    before.top === after.top &&
    before.rowIndex === after.rowIndex &&
    before.span === after.span &&
    before.isSelected === after.isSelected &&
    before.isCollapsed === after.isCollapsed &&
    before.isDimmed === after.isDimmed,
);

function Bar({ node, span }: { node: TreeNode; span: number }) {
  const { observation, start, end } = node;
  const share = (value: number) => (span > 0 ? (value / span) * 100 : 0);
  const left = share(start);
  const width = share(end - start);
  const first = observation.timeToFirstToken;
  const waiting = first && end > start ? Math.min(100, ((first * 1000) / (end - start)) * 100) : null;
  return (
    <span className={`bar bar-${observation.type.toLowerCase()}${observation.level === 'ERROR' ? ' is-error' : ''}`} style={{ left: `${left}%`, width: `${width}%` }}>
      {waiting !== null && <span className="bar-wait" style={{ width: `${waiting}%` }} />}
    </span>
  );
}
