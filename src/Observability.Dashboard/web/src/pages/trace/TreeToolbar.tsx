import type { Ref } from 'react';
import { Icon } from '../../components/Icon';
import { formatCount } from '../../format/number';

interface TreeToolbarProps {
  ref: Ref<HTMLInputElement>;
  query: string;
  onQuery: (query: string) => void;
  onMatch: (direction: 1 | -1) => void;
  matches: number | null;
  total: number;
  errors: number;
  onError: () => void;
  isCollapsed: boolean;
  onCollapse: () => void;
}

export function TreeToolbar({ ref, query, onQuery, onMatch, matches, total, errors, onError, isCollapsed, onCollapse }: TreeToolbarProps) {
  return (
    <div className="tree-toolbar">
      <div className="searchbox">
        <Icon name="search" size={14} />
        <input
          ref={ref}
          type="search"
          value={query}
          placeholder="Find in this trace"
          aria-label="Find in this trace"
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onMatch(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape') {
              onQuery('');
              event.currentTarget.blur();
            }
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <span className="tree-count" aria-live="polite">
        {matches === null ? formatCount(total) : `${formatCount(matches)} of ${formatCount(total)}`} {total === 1 ? 'observation' : 'observations'}
      </span>
      <span className="spacer" />
      {errors > 0 && (
        <button type="button" className="button is-error" onClick={onError} title="Next error (e)">
          <Icon name="error" size={14} /> {formatCount(errors)}
        </button>
      )}
      <button type="button" className="button" onClick={onCollapse} title={isCollapsed ? 'Expand all (])' : 'Collapse all ([)'}>
        {isCollapsed ? 'Expand' : 'Collapse'}
      </button>
    </div>
  );
}
