import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/client';
import { sessionQuery } from '../../api/queries';
import { useHotkeys } from '../../app/useHotkeys';
import { useTitle } from '../../app/useTitle';
import { CopyButton } from '../../components/CopyButton';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Icon } from '../../components/Icon';
import { Notice } from '../../components/Notice';
import { Stat } from '../../components/Stat';
import { formatCost, formatTokens } from '../../format/number';
import { SessionTurn } from './SessionTurn';

/** The traces of a session as one conversation, oldest first. */
export function SessionPage({ sessionId }: { sessionId: string }) {
  const session = useQuery(sessionQuery(sessionId));
  const navigate = useNavigate();
  const [selected, setSelected] = useState(-1);
  useTitle(`Session ${sessionId}`);
  const turns = session.data?.traces.toSorted((first, second) => Date.parse(first.timestamp) - Date.parse(second.timestamp)) ?? [];
  const move = (step: number) => {
    const next = Math.max(0, Math.min(turns.length - 1, selected + step));
    setSelected(next);
    document.getElementById(`turn-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  useHotkeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: () => {
      const turn = turns[selected];
      if (turn) void navigate({ to: '/traces/$traceId', params: { traceId: turn.id } });
    },
    Escape: () => void navigate({ to: '/sessions' }),
  });
  if (session.isPending) return <Notice title="Loading the session…" />;
  if (session.isError) {
    if (session.error instanceof ApiError && session.error.status === 404) return <Notice title="There is no such session" />;
    return <ErrorNotice what="The session" error={session.error} retry={() => void session.refetch()} />;
  }

  const { data } = session;
  return (
    <div className="session">
      <header className="trace-header">
        <div className="trace-title">
          <Link to="/sessions" className="icon-button" aria-label="All sessions" title="All sessions (Esc)">
            <Icon name="back" />
          </Link>
          <h1>{data.id}</h1>
          <CopyButton text={data.id} label="Copy the session id" />
        </div>
        <dl className="stats">
          <Stat name="Traces" value={turns.length} />
          {data.totalTokens !== undefined && <Stat name="Tokens" value={formatTokens(data.totalTokens)} />}
          {data.totalCost !== undefined && <Stat name="Cost" value={formatCost(data.totalCost)} />}
          <Stat name="Environment" value={data.environment} />
          {data.userIds && data.userIds.length > 0 && <Stat name="Users" value={data.userIds.join(', ')} />}
        </dl>
      </header>
      <ol className="turns">
        {turns.map((turn, index) => (
          <SessionTurn key={turn.id} id={`turn-${index}`} trace={turn} isSelected={index === selected} />
        ))}
      </ol>
    </div>
  );
}
