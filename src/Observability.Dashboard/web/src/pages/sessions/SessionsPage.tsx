import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionsQuery } from '../../api/queries';
import { useHotkeys } from '../../app/useHotkeys';
import { useTitle } from '../../app/useTitle';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Notice } from '../../components/Notice';
import { Timestamp } from '../../components/Timestamp';
import { formatCost, formatCount, formatTokens } from '../../format/number';

export function SessionsPage() {
  useTitle('Sessions');
  const list = useInfiniteQuery(sessionsQuery());
  const navigate = useNavigate();
  const [selected, setSelected] = useState(-1);
  const sessions = list.data?.pages.flatMap((page) => page.data) ?? [];
  const move = (step: number) => {
    const next = Math.max(0, Math.min(sessions.length - 1, selected + step));
    setSelected(next);
    document.getElementById(`session-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: () => {
      const session = sessions[selected];
      if (session) void navigate({ to: '/sessions/$sessionId', params: { sessionId: session.id } });
    },
  });
  if (list.isPending) return <Notice title="Loading sessions…" />;
  if (list.isError) return <ErrorNotice what="The sessions" error={list.error} retry={() => void list.refetch()} />;
  if (sessions.length === 0) {
    return (
      <Notice title="No sessions yet">
        <p>A session groups the traces of one conversation. Name it where the conversation begins:</p>
        <pre className="snippet">{'LlmTrace.Current?.SetSession(conversation.Id);'}</pre>
      </Notice>
    );
  }

  return (
    <div className="sessions">
      <h1 className="visually-hidden">Sessions</h1>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Last active</th>
            <th scope="col">Session</th>
            <th scope="col">Users</th>
            <th scope="col">Environment</th>
            <th scope="col" className="is-number">
              Traces
            </th>
            <th scope="col" className="is-number">
              Tokens
            </th>
            <th scope="col" className="is-number">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session, index) => (
            <tr key={session.id} id={`session-${index}`} className={index === selected ? 'is-selected' : undefined} aria-selected={index === selected}>
              <td>
                <Timestamp value={session.lastTraceAt ?? session.createdAt} form="relative" />
              </td>
              <td>
                <Link to="/sessions/$sessionId" params={{ sessionId: session.id }} className="row-link">
                  {session.id}
                </Link>
              </td>
              <td>{session.userIds?.join(', ')}</td>
              <td>{session.environment}</td>
              <td className="is-number">{formatCount(session.traceCount)}</td>
              <td className="is-number">{formatTokens(session.totalTokens)}</td>
              <td className="is-number">{formatCost(session.totalCost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <button type="button" className="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {list.isFetchingNextPage ? 'Loading…' : 'Show more'}
        </button>
      )}
    </div>
  );
}
