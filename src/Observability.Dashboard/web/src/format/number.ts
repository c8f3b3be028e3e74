const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Writes a count in full: "12,345". */
export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : whole.format(value);
}

/** Writes a token count for a narrow column: "842", "9,120", "12.3k", "1.20M". */
export function formatTokens(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value < 9_950) return whole.format(value);
  if (value < 999_500) return value < 99_950 ? `${(value / 1000).toFixed(1)}k` : `${Math.round(value / 1000)}k`;
  return `${(value / 1_000_000).toFixed(2)}M`;
}

/** Writes US dollars. An unknown cost is a dash, never zero; small costs keep three significant digits. */
export function formatCost(usd: number | null | undefined): string {
  if (usd === null || usd === undefined) return '–';
  if (usd === 0) return '$0';
  const size = Math.abs(usd);
  if (size >= 1000) return `$${whole.format(usd)}`;
  if (size >= 1) return `$${usd.toFixed(2)}`;
  if (size >= 0.01) return `$${usd.toFixed(4)}`;
  if (size < 1e-7) return '<$0.0000001';
  const digits = Math.min(9, 2 - Math.floor(Math.log10(size)));
  return `$${usd.toFixed(digits)}`;
}

/** Writes US dollars for a narrow column: what is less than a hundredth of a cent is only said to be less. */
export function formatCostShort(usd: number | null | undefined): string {
  return usd !== null && usd !== undefined && usd > 0 && usd < 0.0001 ? '<$0.0001' : formatCost(usd);
}

/** Writes a byte count: "812 B", "12.4 kB", "3.1 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
