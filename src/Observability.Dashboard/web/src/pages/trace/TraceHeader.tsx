import { Link } from '@tanstack/react-router';
import type { TraceDetail } from '../../api/types';
import { CopyButton } from '../../components/CopyButton';
import { Icon } from '../../components/Icon';
import { Stat } from '../../components/Stat';
import { Timestamp } from '../../components/Timestamp';
import { formatDuration } from '../../format/duration';
import { formatCost, formatCount, formatTokens } from '../../format/number';

export function TraceHeader({ trace }: { trace: TraceDetail }) {
  const estimated = trace.usageEstimated ? '~' : '';
  const errors = trace.errorCount ?? 0;
  return (
    <header className="trace-header">
      <div className="trace-title">
        <Link to="/traces" className="icon-button" aria-label="All traces" title="All traces (Esc)">
          <Icon name="back" />
        </Link>
        <h1 title={trace.name ?? trace.id}>{trace.name ?? trace.id}</h1>
        <code className="trace-id" title={trace.id}>
          {trace.id.slice(0, 8)}
        </code>
        <CopyButton text={trace.id} label="Copy the trace id" />
        {trace.tags.map((tag) => (
          <Link key={tag} to="/traces" search={{ tag: [tag] }} className="tag">
            {tag}
          </Link>
        ))}
      </div>
      <dl className="stats">
        <Stat name="Latency" value={formatDuration(trace.latency)} />
        <Stat
          name="Tokens"
          value={trace.totalTokens ? `${estimated}${formatTokens(trace.inputTokens)} → ${formatTokens(trace.outputTokens)}` : '–'}
          title={trace.totalTokens ? `${formatCount(trace.inputTokens)} in, ${formatCount(trace.outputTokens)} out` : undefined}
        />
        <Stat name="Cost" value={trace.totalCost === null || trace.totalCost === undefined ? '–' : `${estimated}${formatCost(trace.totalCost)}`} />
        {errors > 0 && <Stat name="Errors" value={String(errors)} tone="error" />}
        <Stat name="Started" value={<Timestamp value={trace.timestamp} form="absolute" />} />
        {trace.userId && (
          <Stat
            name="User"
            value={
              <Link to="/traces" search={{ user: trace.userId }}>
                {trace.userId}
              </Link>
            }
          />
        )}
        {trace.sessionId && (
          <Stat
            name="Session"
            value={
              <Link to="/sessions/$sessionId" params={{ sessionId: trace.sessionId }}>
                {trace.sessionId}
              </Link>
            }
          />
        )}
        <Stat name="Environment" value={trace.environment} />
        {trace.release && <Stat name="Release" value={trace.release} />}
        {trace.version && <Stat name="Version" value={trace.version} />}
      </dl>
    </header>
  );
}
