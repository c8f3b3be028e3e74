import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { liveEvents } from '../../api/live';
import { fetchTracePage } from '../../api/queries';
import { toFilter, type TraceFilters } from './filters';
import { mergeHead, type TraceList } from './mergeHead';

/** At most one read per this many milliseconds, however much arrives. */
const interval = 500;

export type LiveState = 'connecting' | 'live' | 'paused' | 'lost';

/** Follows arriving traces: the server says that something matching came, and the head of the list is read again. */
export function useLiveTraces(filters: TraceFilters, paused: boolean): { state: LiveState; waiting: number } {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<'connecting' | 'live' | 'lost'>('connecting');
  const [waiting, setWaiting] = useState(0);
  const isPaused = useRef(paused);
  const resume = useRef(() => {});

  useEffect(() => {
    const arrived = new Set<string>();
    let missed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;

    const refresh = async () => {
      try {
        const head = await fetchTracePage(filters, null);
        if (!stopped && !isPaused.current) queries.setQueryData<TraceList>(['traces', filters], (list) => mergeHead(list, head));
      } catch {
        // The list stays as it is; the next arrival reads again.
      }
    };
    const schedule = (delay: number) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void refresh();
      }, delay);
    };

    setWaiting(0);
    const query = new URLSearchParams(toFilter(filters, Date.now()).filter(([key]) => key !== 'toTimestamp'));
    const stop = liveEvents(query, {
      onState: setConnection,
      onTraces: (ids) => {
        if (!isPaused.current) {
          schedule(interval);
          return;
        }

        missed = true;
        for (const id of ids ?? []) arrived.add(id);
        setWaiting(arrived.size);
      },
    });
    resume.current = () => {
      if (missed) schedule(0);
      missed = false;
      arrived.clear();
      setWaiting(0);
    };
    return () => {
      stopped = true;
      stop();
      clearTimeout(timer);
    };
  }, [filters, queries]);

  useEffect(() => {
    isPaused.current = paused;
    if (!paused) resume.current();
  }, [paused]);

  return { state: paused ? 'paused' : connection, waiting };
}
