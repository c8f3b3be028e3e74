import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { ApiError } from '../../api/client';
import { liveEvents } from '../../api/live';
import { traceQuery } from '../../api/queries';
import { useStored } from '../../app/useStored';
import { useTitle } from '../../app/useTitle';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Notice } from '../../components/Notice';
import { Splitter } from '../../components/Splitter';
import { ObservationDetail } from './detail/ObservationDetail';
import { ObservationTree } from './ObservationTree';
import { TraceHeader } from './TraceHeader';
import { TraceSkeleton } from './TraceSkeleton';
import { buildTree } from './tree';

const isShare = (value: unknown): value is number => typeof value === 'number' && value > 0.15 && value < 0.85;

export function TracePage({ traceId, selected }: { traceId: string; selected: string | null }) {
  const trace = useQuery(traceQuery(traceId));
  const navigate = useNavigate();
  const [share, setShare] = useStored('trace.split', 0.56, isShare);
  const body = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLElement>(null);
  const tree = useMemo(() => (trace.data ? buildTree(trace.data.observations) : null), [trace.data]);
  useTitle(trace.data?.name ?? 'Trace');
  useFollow(traceId);

  if (trace.isPending) return <TraceSkeleton />;
  if (trace.isError) {
    if (trace.error instanceof ApiError && trace.error.status === 404) {
      return (
        <Notice title="There is no such trace">
          <p>
            <code>{traceId}</code> is not in the store. It may have been deleted, or its first observation has not ended yet.
          </p>
        </Notice>
      );
    }

    return <ErrorNotice what="The trace" error={trace.error} retry={() => void trace.refetch()} />;
  }

  if (!tree || tree.nodes.length === 0) {
    return (
      <div className="trace">
        <TraceHeader trace={trace.data} />
        <Notice title="No observation yet">
          <p>The trace is known, but none of its observations has ended.</p>
        </Notice>
      </div>
    );
  }

  const current = (selected && tree.byId.get(selected)) || tree.nodes[0]!;
  const select = (observation: string) => void navigate({ to: '/traces/$traceId', params: { traceId }, search: { observation }, replace: true });
  const scores = trace.data.scores.filter((score) => (score.observationId ? score.observationId === current.observation.id : current.parent === null));

  return (
    <div className="trace">
      <TraceHeader trace={trace.data} />
      <div className="trace-body" ref={body}>
        <section className="trace-left" style={{ flexBasis: `${share * 100}%` }} aria-label="Observations">
          <ObservationTree
            tree={tree}
            selected={current}
            onSelect={select}
            onRead={() => detail.current?.focus()}
            onLeave={() => void navigate({ to: '/traces' })}
          />
        </section>
        <Splitter container={body} share={share} onShare={setShare} />
        <section
          className="trace-right"
          aria-label="Selected observation"
          ref={detail}
          tabIndex={-1}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            event.currentTarget.blur();
          }}
        >
          <ObservationDetail key={current.observation.id} node={current} scores={scores} />
        </section>
      </div>
    </div>
  );
}

/** Reads the trace again when the server says that it grew. */
function useFollow(traceId: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const query = new URLSearchParams({ filter: JSON.stringify([{ type: 'string', column: 'id', operator: '=', value: traceId }]) });
    const stop = liveEvents(query, {
      onState: () => {},
      onTraces: () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          void queries.invalidateQueries({ queryKey: traceQuery(traceId).queryKey });
        }, 1000);
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries, traceId]);
}
