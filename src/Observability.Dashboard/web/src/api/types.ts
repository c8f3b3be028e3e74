/** The shapes of the public API that the page uses. Fields the wire leaves open are unknown and read by chat.ts and json.ts. */

export type ObservationType =
  | 'SPAN'
  | 'GENERATION'
  | 'EVENT'
  | 'AGENT'
  | 'TOOL'
  | 'CHAIN'
  | 'RETRIEVER'
  | 'EMBEDDING'
  | 'EVALUATOR'
  | 'GUARDRAIL';

export type Level = 'DEBUG' | 'DEFAULT' | 'WARNING' | 'ERROR';

/** What lists and the trace page share. Totals are ours, beside the wire. */
export interface TraceSummary {
  id: string;
  projectId: string;
  name: string | null;
  timestamp: string;
  environment: string;
  tags: string[];
  release: string | null;
  version: string | null;
  userId: string | null;
  sessionId: string | null;
  input?: unknown;
  output?: unknown;
  metadata?: unknown;
  /** Seconds. */
  latency?: number | null;
  /** USD; null when no call has a known cost. */
  totalCost?: number | null;
  level?: Level;
  errorCount?: number;
  observationCount?: number;
  inputTokens?: number;
  outputTokens?: number;
  totalTokens?: number;
  usageEstimated?: boolean;
  models?: string[];
}

export interface TracePage {
  data: TraceSummary[];
  meta: { cursor?: string | null; totalItems?: number };
}

export interface Observation {
  id: string;
  traceId: string;
  parentObservationId: string | null;
  type: ObservationType;
  name: string | null;
  startTime: string;
  endTime: string | null;
  completionStartTime?: string | null;
  level: Level;
  statusMessage: string | null;
  status?: string | null;
  errorType?: string | null;
  environment: string;
  release?: string | null;
  version?: string | null;
  model?: string | null;
  provider?: string | null;
  finishReason?: string | null;
  modelParameters?: unknown;
  input?: unknown;
  output?: unknown;
  metadata?: unknown;
  promptName?: string | null;
  promptVersion?: number | null;
  promptLabel?: string | null;
  latency?: number | null;
  timeToFirstToken?: number | null;
  usageDetails?: Record<string, number> | null;
  usageEstimated?: boolean;
  costDetails?: Record<string, number> | null;
  costSource?: string | null;
  isCacheHit?: boolean;
  calculatedTotalCost?: number | null;
}

export interface Score {
  id: string;
  name: string;
  value: number | string | null;
  stringValue?: string | null;
  dataType: string;
  source: string;
  comment: string | null;
  traceId: string | null;
  observationId: string | null;
  timestamp: string;
  authorUserId?: string | null;
}

export interface TraceDetail extends TraceSummary {
  observations: Observation[];
  scores: Score[];
}

export interface SessionSummary {
  id: string;
  createdAt: string;
  projectId: string;
  environment: string;
  lastTraceAt?: string;
  traceCount?: number;
  userIds?: string[];
  totalTokens?: number;
  totalCost?: number | null;
}

export interface SessionPage {
  data: SessionSummary[];
  meta: { page: number; limit: number; totalItems: number; totalPages: number };
}

export interface SessionDetail extends SessionSummary {
  traces: TraceSummary[];
}
