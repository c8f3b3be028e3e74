import { apiUrl } from './client';
import { isObject } from './json';

interface LiveHandlers {
  onState: (state: 'connecting' | 'live' | 'lost') => void;
  /** Ids of traces that are new or changed. */
  onTraces: (ids: string[]) => void;
}

/** Listens to the server's events about traces; returns how to stop. The browser reconnects by itself. */
export function liveEvents({ onState, onTraces }: LiveHandlers): () => void {
  const source = new EventSource(apiUrl('live/traces'));
  source.onopen = () => onState('live');
  source.onerror = () => onState(source.readyState === EventSource.CLOSED ? 'lost' : 'connecting');
  const onMessage = (event: MessageEvent<string>) => onTraces(traceIds(event.data));
  source.addEventListener('message', onMessage);
  source.addEventListener('traces', onMessage);
  return () => source.close();
}

export function traceIds(data: string): string[] {
  try {
    const body: unknown = JSON.parse(data);
    const items = Array.isArray(body) ? body : isObject(body) && Array.isArray(body.traceIds) ? body.traceIds : [body];
    return items.map((item) => (typeof item === 'string' ? item : isObject(item) ? String(item.traceId ?? item.id ?? '') : '')).filter((id) => id !== '');
  } catch {
    return [];
  }
}
