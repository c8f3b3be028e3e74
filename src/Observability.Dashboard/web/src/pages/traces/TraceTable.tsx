import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TraceSummary } from '../../api/types';
import { useHotkeys } from '../../app/useHotkeys';
import { TraceRow } from './TraceRow';

const rowHeight = 48;

interface TraceTableProps {
  traces: TraceSummary[];
  timeForm: 'relative' | 'absolute';
  onTimeForm: (form: 'relative' | 'absolute') => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}

export function TraceTable({ traces, timeForm, onTimeForm, hasMore, isLoadingMore, onMore }: TraceTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  // The selection follows its trace, not its place: arriving rows must not move it.
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const selected = selectedId === null ? -1 : traces.findIndex((trace) => trace.id === selectedId);
  const virtualizer = useVirtualizer({ count: traces.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12, getItemKey: (index) => traces[index]!.id });
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const fresh = useFreshIds(traces);
  useSteadyScroll(traces, scroller);

  useEffect(() => {
    if (hasMore && !isLoadingMore && lastShown >= traces.length - 20) onMore();
  }, [hasMore, isLoadingMore, lastShown, traces.length, onMore]);

  const select = (index: number) => {
    const clamped = Math.max(0, Math.min(traces.length - 1, index));
    setSelectedId(traces[clamped]?.id ?? null);
    virtualizer.scrollToIndex(clamped);
  };
  const open = (traceId: string) => void navigate({ to: '/traces/$traceId', params: { traceId } });
  const next = () => select(selected + 1);
  const previous = () => select(selected < 0 ? 0 : selected - 1);
  useHotkeys({
    j: next,
    ArrowDown: next,
    k: previous,
    ArrowUp: previous,
    PageDown: () => select(selected + 15),
    PageUp: () => select(selected - 15),
    g: () => select(0),
    Home: () => select(0),
    G: () => select(traces.length - 1),
    End: () => select(traces.length - 1),
    Enter: () => selectedId !== null && open(selectedId),
    Escape: () => setSelectedId(null),
  });

  return (
    <div className="trace-table" role="grid" aria-label="Traces" aria-rowcount={hasMore ? -1 : traces.length + 1} aria-activedescendant={selected >= 0 ? `trace-${selectedId}` : undefined} tabIndex={0}>
      <div className="trace-grid trace-head" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <button type="button" onClick={() => onTimeForm(timeForm === 'relative' ? 'absolute' : 'relative')} title="Relative or local time (t)">
            Time
          </button>
        </span>
        <span role="columnheader">Trace</span>
        <span role="columnheader">Input → output</span>
        <span role="columnheader">User, session</span>
        <span role="columnheader">Model, environment</span>
        <span role="columnheader" className="is-number">
          Latency
        </span>
        <span role="columnheader" className="is-number">
          Tokens
        </span>
        <span role="columnheader" className="is-number">
          Cost
        </span>
      </div>
      <div className="trace-scroll" role="rowgroup" ref={scroller} tabIndex={-1}>
        <div className="virtual" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const trace = traces[item.index]!;
            return (
              <TraceRow
                key={trace.id}
                trace={trace}
                index={item.index}
                top={item.start}
                timeForm={timeForm}
                isSelected={trace.id === selectedId}
                isFresh={fresh.has(trace.id)}
              />
            );
          })}
        </div>
        {isLoadingMore && <div className="table-more">Loading more…</div>}
      </div>
    </div>
  );
}

/** Ids that arrived at the head after the first load, for a short mark. */
function useFreshIds(traces: TraceSummary[]): Set<string> {
  const [seen] = useState(() => new Set<string>());
  const [fresh] = useState(() => new Set<string>());
  const firstKnown = traces.findIndex((trace) => seen.has(trace.id));
  if (firstKnown > 0) for (const trace of traces.slice(0, firstKnown)) fresh.add(trace.id);
  for (const trace of traces) seen.add(trace.id);
  return fresh;
}

/** Keeps what is being read where it is when rows arrive above it. */
function useSteadyScroll(traces: TraceSummary[], scroller: React.RefObject<HTMLDivElement | null>): void {
  const head = useRef(traces[0]?.id);
  useLayoutEffect(() => {
    const known = head.current;
    head.current = traces[0]?.id;
    const added = known === undefined ? 0 : traces.findIndex((trace) => trace.id === known);
    if (added > 0 && scroller.current && scroller.current.scrollTop > rowHeight / 2) scroller.current.scrollTop += added * rowHeight;
  }, [traces, scroller]);
}
