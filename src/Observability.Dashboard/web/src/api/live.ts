import { apiUrl } from './client';
import { isObject } from './json';

interface LiveHandlers {
  onState: (state: 'connecting' | 'live' | 'lost') => void;
  /** Ids of traces that are new or changed; null when more changed than was kept, or nobody listened for a while. */
  onTraces: (ids: string[] | null) => void;
}

/**
 * Listens to the server's events about the traces that match; returns how to stop. The browser reconnects by itself. A hidden
 * tab gives its connection back, because over HTTP/1.1 a browser has only six for all tabs of a site.
 */
export function liveEvents(query: URLSearchParams, { onState, onTraces }: LiveHandlers): () => void {
  let source: EventSource | null = null;
  let wasOpen = false;
  const open = () => {
    source = new EventSource(apiUrl('live/traces', query));
    source.onerror = () => onState(source?.readyState === EventSource.CLOSED ? 'lost' : 'connecting');
    source.addEventListener('ready', () => {
      onState('live');
      if (wasOpen) onTraces(null);
      wasOpen = true;
    });
    source.addEventListener('traces', (event: MessageEvent<string>) => onTraces(traceIds(event.data)));
    source.addEventListener('reset', () => onTraces(null));
  };
  const close = () => {
    source?.close();
    source = null;
  };
  const onVisibility = () => {
    if (document.hidden) close();
    else if (!source) open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}

export function traceIds(data: string): string[] | null {
  try {
    const body: unknown = JSON.parse(data);
    if (!isObject(body) || !Array.isArray(body.data)) return null;
    return body.data.flatMap((trace) => (isObject(trace) && typeof trace.id === 'string' ? [trace.id] : []));
  } catch {
    return null;
  }
}
