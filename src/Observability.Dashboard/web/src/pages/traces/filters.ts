/** What the list of traces is narrowed to. It lives in the address: every field is text there. */
export interface TraceFilters {
  q?: string;
  range?: string;
  from?: string;
  to?: string;
  name?: string;
  user?: string;
  session?: string;
  env?: string;
  model?: string;
  tag?: string[];
  level?: 'ERROR' | 'WARNING';
  minLatency?: string;
  minCost?: string;
}

export const ranges: Record<string, { label: string; seconds: number }> = {
  '15m': { label: 'Last 15 minutes', seconds: 900 },
  '1h': { label: 'Last hour', seconds: 3600 },
  '24h': { label: 'Last 24 hours', seconds: 86_400 },
  '7d': { label: 'Last 7 days', seconds: 7 * 86_400 },
  '30d': { label: 'Last 30 days', seconds: 30 * 86_400 },
};

/** The filters that become a chip, in the order of the menu. */
export const chipFields = {
  name: 'Name',
  user: 'User',
  session: 'Session',
  env: 'Environment',
  model: 'Model',
  tag: 'Tag',
  minLatency: 'Latency ≥',
  minCost: 'Cost ≥',
} as const satisfies Partial<Record<keyof TraceFilters, string>>;

export type ChipField = keyof typeof chipFields;

const textFields = ['q', 'name', 'user', 'session', 'env', 'model'] as const;

/** Reads the address; what does not belong there is ignored. */
export function readFilters(search: Record<string, unknown>): TraceFilters {
  const filters: TraceFilters = {};
  for (const field of textFields) {
    const value = search[field];
    if (typeof value === 'string' && value.trim() !== '') filters[field] = value;
  }

  for (const field of ['minLatency', 'minCost'] as const) {
    const value = search[field];
    if (typeof value === 'string' && Number(value) > 0 && Number.isFinite(Number(value))) filters[field] = value;
  }

  for (const field of ['from', 'to'] as const) {
    const value = search[field];
    if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) filters[field] = value;
  }

  if (typeof search.range === 'string' && search.range in ranges) filters.range = search.range;
  if (search.level === 'ERROR' || search.level === 'WARNING') filters.level = search.level;
  const tags = (Array.isArray(search.tag) ? search.tag : [search.tag]).filter((tag): tag is string => typeof tag === 'string' && tag !== '');
  if (tags.length > 0) filters.tag = tags;
  return filters;
}

export function isFiltered(filters: TraceFilters): boolean {
  return Object.keys(filters).length > 0;
}

/** Writes filters as parameters of the API's list of traces. */
export function toFilter(filters: TraceFilters, now: number): [string, string][] {
  const query: [string, string][] = [];
  const conditions: object[] = [];
  const range = filters.range ? ranges[filters.range] : undefined;
  const from = filters.from ?? (range ? new Date(now - range.seconds * 1000).toISOString() : undefined);
  if (from) query.push(['fromTimestamp', new Date(from).toISOString()]);
  if (filters.to) query.push(['toTimestamp', new Date(filters.to).toISOString()]);
  if (filters.user) query.push(['userId', filters.user]);
  if (filters.session) query.push(['sessionId', filters.session]);
  if (filters.env) query.push(['environment', filters.env]);
  for (const tag of filters.tag ?? []) query.push(['tags', tag]);
  if (filters.q) query.push(['search', filters.q]);
  if (filters.name) conditions.push({ type: 'string', column: 'name', operator: 'contains', value: filters.name });
  if (filters.model) conditions.push({ type: 'string', column: 'model', operator: 'contains', value: filters.model });
  if (filters.level) {
    const levels = filters.level === 'ERROR' ? ['ERROR'] : ['ERROR', 'WARNING'];
    conditions.push({ type: 'stringOptions', column: 'level', operator: 'any of', value: levels });
  }

  if (filters.minLatency) conditions.push({ type: 'number', column: 'latency', operator: '>=', value: Number(filters.minLatency) });
  if (filters.minCost) conditions.push({ type: 'number', column: 'totalCost', operator: '>=', value: Number(filters.minCost) });
  if (conditions.length > 0) query.push(['filter', JSON.stringify(conditions)]);
  return query;
}
