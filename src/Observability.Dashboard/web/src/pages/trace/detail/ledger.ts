export interface LedgerEntry {
  key: string;
  label: string;
  tokens: number | null;
  cost: number | null;
}

const known: [string, string][] = [
  ['input', 'Input'],
  ['input_cached_tokens', 'Input, cached'],
  ['input_cache_creation', 'Input, cache write'],
  ['input_cache_creation_1h', 'Input, cache write (1 h)'],
  ['input_audio_tokens', 'Input, audio'],
  ['input_image_tokens', 'Input, image'],
  ['output', 'Output'],
  ['output_reasoning_tokens', 'Output, reasoning'],
  ['output_audio_tokens', 'Output, audio'],
  ['output_image_tokens', 'Output, image'],
];

/** Joins tokens and costs by entry, inputs first; entries nobody knows keep their own names. */
export function ledger(usage: Record<string, number>, costs: Record<string, number>): { entries: LedgerEntry[]; total: Omit<LedgerEntry, 'key' | 'label'> } {
  const order = new Map(known.map(([key], index) => [key, index]));
  const labels = new Map(known);
  const keys = [...new Set([...Object.keys(usage), ...Object.keys(costs)])].filter((key) => key !== 'total');
  keys.sort((first, second) => (order.get(first) ?? known.length) - (order.get(second) ?? known.length) || first.localeCompare(second));
  const entries = keys.map((key) => ({ key, label: labels.get(key) ?? key.replaceAll('_', ' '), tokens: usage[key] ?? null, cost: costs[key] ?? null }));
  return {
    entries: entries.filter((entry) => entry.tokens !== 0 || (entry.cost ?? 0) !== 0),
    total: { tokens: usage.total ?? total(usage), cost: costs.total ?? total(costs) },
  };
}

function total(values: Record<string, number>): number | null {
  const all = Object.values(values);
  return all.length === 0 ? null : all.reduce((sum, value) => sum + value, 0);
}
