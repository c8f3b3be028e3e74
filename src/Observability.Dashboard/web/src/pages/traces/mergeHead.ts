import type { InfiniteData } from '@tanstack/react-query';
import type { TracePage, TraceSummary } from '../../api/types';

export type TraceList = InfiniteData<TracePage, string | null>;

/**
 * Puts a freshly read first page on top of a loaded list. Traces known already are updated where they are; new ones come
 * first. When so many arrived that the new page does not reach the old one, the list starts again, because a gap would lie
 * in between.
 */
export function mergeHead(list: TraceList | undefined, head: TracePage): TraceList {
  const first = list?.pages[0];
  if (!list || !first || first.data.length === 0) return { pages: [head], pageParams: [null] };
  const known = new Set(list.pages.flatMap((page) => page.data.map((trace) => trace.id)));
  if (head.meta.cursor && !head.data.some((trace) => known.has(trace.id))) return { pages: [head], pageParams: [null] };
  const fresh = new Map(head.data.map((trace) => [trace.id, trace]));
  const added = head.data.filter((trace) => !known.has(trace.id));
  const update = (trace: TraceSummary) => fresh.get(trace.id) ?? trace;
  const pages = list.pages.map((page) => ({ ...page, data: page.data.map(update) }));
  pages[0] = { ...first, data: [...added, ...pages[0]!.data] };
  return { ...list, pages };
}
