import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { toFilter, type TraceFilters } from '../pages/traces/filters';
import { ApiError, getJson } from './client';
import type { Observation, SessionDetail, SessionPage, SignedIn, TraceDetail, TracePage } from './types';

export const pageSize = 50;

export function fetchTracePage(filters: TraceFilters, cursor: string | null, signal?: AbortSignal): Promise<TracePage> {
  const query = new URLSearchParams({ limit: String(pageSize), fields: 'core,io,metrics', cursor: cursor ?? '' });
  for (const [key, value] of toFilter(filters, Date.now())) query.append(key, value);
  return getJson<TracePage>('traces', query, signal);
}

export const tracesQuery = (filters: TraceFilters) =>
  infiniteQueryOptions({
    queryKey: ['traces', filters],
    queryFn: ({ pageParam, signal }) => fetchTracePage(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.cursor ?? null,
    staleTime: 10_000,
  });

/** A trace without payloads: what the tree needs, however many observations there are. */
export const traceQuery = (traceId: string) =>
  queryOptions({
    queryKey: ['trace', traceId],
    queryFn: ({ signal }) => getJson<TraceDetail>(`traces/${encodeURIComponent(traceId)}`, new URLSearchParams({ fields: 'core,observations,scores,metrics' }), signal),
    retry: retryUnlessClientError,
  });

export const observationQuery = (traceId: string, id: string) =>
  queryOptions({
    queryKey: ['observation', traceId, id],
    queryFn: ({ signal }) => getJson<Observation>(`observations/${encodeURIComponent(id)}`, new URLSearchParams({ traceId }), signal),
    retry: retryUnlessClientError,
    staleTime: 60_000,
  });

export const sessionsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['sessions'],
    queryFn: ({ pageParam, signal }) => getJson<SessionPage>('sessions', new URLSearchParams({ limit: String(pageSize), cursor: pageParam }), signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.meta.cursor ?? null,
    staleTime: 10_000,
  });

export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId],
    queryFn: ({ signal }) => getJson<SessionDetail>(`sessions/${encodeURIComponent(sessionId)}`, undefined, signal),
    retry: retryUnlessClientError,
  });

/** Who the server takes us for. */
export const signedInQuery = () =>
  queryOptions({
    queryKey: ['sign-in'],
    queryFn: ({ signal }) => getJson<SignedIn>('sign-in', undefined, signal),
    staleTime: Infinity,
  });

export function retryUnlessClientError(count: number, error: Error): boolean {
  return count < 2 && !(error instanceof ApiError && error.status < 500 && error.status !== 408 && error.status !== 429);
}
