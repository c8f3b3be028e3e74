/** The shapes of the public API, from its own description: api.gen.ts is generated from docs/openapi.json by `npm run api`. */
import type { components } from './api.gen';

type Schemas = components['schemas'];

export type Observation = Schemas['Observation'];
export type ObservationType = Observation['type'];
export type Score = TraceDetail['scores'][number];
export type SessionDetail = Schemas['SessionDetail'];
export type SessionPage = Schemas['SessionList'];
export type SignedIn = Schemas['SignedIn'];
export type TraceDetail = Schemas['TraceDetail'];
/** A trace as lists show it; the trace page has the same fields. */
export type TraceSummary = Omit<Schemas['TraceListItem'], 'observations' | 'scores'>;
/** What the page needs of a list's page. */
export interface TracePage {
  data: TraceSummary[];
  meta: Pick<Schemas['PageMeta'], 'cursor'>;
}
