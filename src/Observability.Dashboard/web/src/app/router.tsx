import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { basePath } from '../api/client';
import { SessionPage } from '../pages/sessions/SessionPage';
import { SessionsPage } from '../pages/sessions/SessionsPage';
import { TracePage } from '../pages/trace/TracePage';
import { readFilters } from '../pages/traces/filters';
import { TracesPage } from '../pages/traces/TracesPage';
import { AppShell } from './AppShell';
import { NotFound } from './NotFound';
import { parseSearch, stringifySearch } from './search';

const root = createRootRoute({ component: AppShell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/traces', replace: true });
  },
});

const traces = createRoute({ getParentRoute: () => root, path: '/traces', validateSearch: readFilters, component: TracesPage });

interface TraceSearch {
  observation?: string;
}

const readTraceSearch = (search: Record<string, unknown>): TraceSearch => (typeof search.observation === 'string' ? { observation: search.observation } : {});

const trace = createRoute({
  getParentRoute: () => root,
  path: '/traces/$traceId',
  validateSearch: readTraceSearch,
  component: function Trace() {
    return <TracePage key={trace.useParams().traceId} traceId={trace.useParams().traceId} selected={trace.useSearch().observation ?? null} />;
  },
});

const sessions = createRoute({ getParentRoute: () => root, path: '/sessions', component: SessionsPage });

const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$sessionId',
  component: function Session() {
    return <SessionPage sessionId={session.useParams().sessionId} />;
  },
});

// The addresses Langfuse SDKs print. One project is open at a time, so they lead to the plain ones.
const project = createRoute({
  getParentRoute: () => root,
  path: '/project/$projectId',
  beforeLoad: () => {
    throw redirect({ to: '/traces', replace: true });
  },
});

const projectTraces = createRoute({
  getParentRoute: () => root,
  path: '/project/$projectId/traces',
  beforeLoad: () => {
    throw redirect({ to: '/traces', replace: true });
  },
});

const projectTrace = createRoute({
  getParentRoute: () => root,
  path: '/project/$projectId/traces/$traceId',
  validateSearch: readTraceSearch,
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: '/traces/$traceId', params: { traceId: params.traceId }, search, replace: true });
  },
});

const projectSession = createRoute({
  getParentRoute: () => root,
  path: '/project/$projectId/sessions/$sessionId',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/sessions/$sessionId', params: { sessionId: params.sessionId }, replace: true });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([home, traces, trace, sessions, session, project, projectTraces, projectTrace, projectSession]),
  basepath: basePath || '/',
  parseSearch,
  stringifySearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
