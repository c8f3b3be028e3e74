import { Link } from '@tanstack/react-router';
import { chatMessages } from '../../api/chat';
import { unwrapJson } from '../../api/json';
import type { TraceSummary } from '../../api/types';
import { JsonTree } from '../../components/JsonTree';
import { LongText } from '../../components/LongText';
import { Timestamp } from '../../components/Timestamp';
import { formatDuration } from '../../format/duration';
import { formatCost, formatTokens } from '../../format/number';
import { MessageCard } from '../trace/detail/MessageCard';

/** One trace of a session: what was asked and what was answered. */
export function SessionTurn({ trace, id, isSelected }: { trace: TraceSummary; id: string; isSelected: boolean }) {
  const facts = [
    trace.latency ? formatDuration(trace.latency) : null,
    trace.totalTokens ? `${formatTokens(trace.totalTokens)} tokens` : null,
    trace.totalCost ? formatCost(trace.totalCost) : null,
    trace.errorCount ? `${trace.errorCount} failed` : null,
  ].filter(Boolean);
  return (
    <li id={id} className={`turn${isSelected ? ' is-selected' : ''}`}>
      <header>
        <Link to="/traces/$traceId" params={{ traceId: trace.id }}>
          {trace.name ?? trace.id}
        </Link>
        <span className="faint">
          <Timestamp value={trace.timestamp} form="absolute" />
        </span>
        <span className="spacer" />
        <span className={trace.errorCount ? 'is-error-text' : 'faint'}>{facts.join(' · ')}</span>
      </header>
      <Side value={trace.input} role="user" />
      <Side value={trace.output} role="assistant" />
    </li>
  );
}

function Side({ value: given, role }: { value: unknown; role: 'user' | 'assistant' }) {
  if (given === null || given === undefined || given === '') return null;
  const value = unwrapJson(given);
  const messages = chatMessages(value);
  const last = messages?.findLast((message) => message.role === role) ?? messages?.at(-1);
  if (last) return <MessageCard message={last} toolName={null} />;
  return (
    <div className={`message is-${role}`}>
      <header>
        <span className="role">{role}</span>
      </header>
      <div className="message-body">{typeof value === 'string' ? <LongText text={value} /> : <JsonTree value={value} />}</div>
    </div>
  );
}
