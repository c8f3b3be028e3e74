import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { liveEvents } from '../../api/live';
import { fetchTracePage } from '../../api/queries';
import type { TraceFilters } from './filters';
import { mergeHead, type TraceList } from './mergeHead';

/** At most one read per this many milliseconds, however much arrives. */
const interval = 700;

export type LiveState = 'connecting' | 'live' | 'paused' | 'lost';

/** Follows arriving traces: the server says that something came, and the head of the list is read again with the filters at hand. */
export function useLiveTraces(filters: TraceFilters, paused: boolean): { state: LiveState; waiting: number } {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<'connecting' | 'live' | 'lost'>('connecting');
  const [waiting, setWaiting] = useState(0);
  const arrived = useRef(new Set<string>());
  const current = useRef({ filters, paused });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef(false);

  const refresh = useCallback(async () => {
    timer.current = undefined;
    if (busy.current) {
      timer.current = setTimeout(() => void refresh(), interval);
      return;
    }

    busy.current = true;
    const { filters: wanted } = current.current;
    try {
      const head = await fetchTracePage(wanted, null);
      if (!current.current.paused) queries.setQueryData<TraceList>(['traces', wanted], (list) => mergeHead(list, head));
    } catch {
      // The list stays as it is; the next arrival reads again.
    } finally {
      busy.current = false;
    }
  }, [queries]);

  useEffect(() => {
    current.current = { filters, paused };
    if (paused || arrived.current.size === 0) return;
    arrived.current.clear();
    setWaiting(0);
    timer.current ??= setTimeout(() => void refresh(), 0);
  }, [filters, paused, refresh]);

  useEffect(() => {
    const stop = liveEvents({
      onState: setConnection,
      onTraces: (ids) => {
        if (current.current.paused) {
          for (const id of ids) arrived.current.add(id);
          setWaiting(arrived.current.size);
        } else {
          timer.current ??= setTimeout(() => void refresh(), interval);
        }
      },
    });
    return () => {
      stop();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [refresh]);

  return { state: paused ? 'paused' : connection, waiting };
}
