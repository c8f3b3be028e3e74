/** Reads a query string into plain text values; a key that occurs twice is a list. Addresses stay readable: ?user=ann&tag=a&tag=b. */
export function parseSearch(query: string): Record<string, string | string[]> {
  const search: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const known = search[key];
    search[key] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }

  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') query.append(key, String(item));
    }
  }

  const text = query.toString();
  return text ? `?${text}` : '';
}
