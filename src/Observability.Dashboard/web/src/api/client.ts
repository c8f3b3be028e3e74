import { setSignedOut } from './session';

/** An answer of the API that is not a success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The path the dashboard is mounted at, without a slash at its end; the server says it in the base element. */
export const basePath = new URL(document.baseURI).pathname.replace(/\/$/, '');

export function apiUrl(path: string, query?: URLSearchParams): string {
  const search = query?.toString();
  return `${basePath}/api/public/${path}${search ? `?${search}` : ''}`;
}

export async function getJson<T>(path: string, query?: URLSearchParams, signal?: AbortSignal): Promise<T> {
  const response = await fetch(apiUrl(path, query), { signal: signal ?? null, headers: { Accept: 'application/json' } });
  if (response.status === 401) setSignedOut(true);
  if (!response.ok) throw new ApiError(response.status, await messageOf(response));
  return (await response.json()) as T;
}

/** Changes something; the header proves to the server that one of its own pages asks. */
export async function sendJson(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<void> {
  const response = await fetch(apiUrl(path), {
    method,
    headers: { Accept: 'application/json', 'X-Llm-Observability': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new ApiError(response.status, await messageOf(response));
}

async function messageOf(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { message?: unknown };
    if (typeof body.message === 'string') return body.message;
  } catch {
    // Not every error comes from the API; a proxy's has no JSON.
  }

  return `The server answered ${response.status} ${response.statusText}.`.trim();
}
