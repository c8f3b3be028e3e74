import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { TraceSummary } from '../../api/types';
import { Timestamp } from '../../components/Timestamp';
import { formatDuration } from '../../format/duration';
import { formatCostShort, formatCount, formatTokens } from '../../format/number';
import { previewOf } from '../../format/preview';

interface TraceRowProps {
  trace: TraceSummary;
  index: number;
  top: number;
  timeForm: 'relative' | 'absolute';
  isSelected: boolean;
  isFresh: boolean;
}

export const TraceRow = memo(function TraceRow({ trace, index, top, timeForm, isSelected, isFresh }: TraceRowProps) {
  const errors = trace.errorCount ?? 0;
  const models = trace.models ?? [];
  const estimated = trace.usageEstimated ? '~' : '';
  return (
    <div
      id={`trace-${trace.id}`}
      className={`trace-grid trace-row${isSelected ? ' is-selected' : ''}${isFresh ? ' is-fresh' : ''}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className="cell-time">
        <Timestamp value={trace.timestamp} form={timeForm} />
      </div>
      <div role="gridcell" className="cell-two">
        <span className="cell-name">
          {errors > 0 || trace.level === 'ERROR' ? (
            <span className="mark mark-error" title={`${errors} failed`}>
              {errors || '!'}
            </span>
          ) : trace.level === 'WARNING' ? (
            <span className="mark mark-warning" title="Warning">
              !
            </span>
          ) : null}
          <Link to="/traces/$traceId" params={{ traceId: trace.id }} className="row-link" preload={false}>
            {trace.name ?? trace.id}
          </Link>
        </span>
        <span className="cell-sub">
          {trace.tags.map((tag) => (
            <span key={tag} className="tag">
              {tag}
            </span>
          ))}
        </span>
      </div>
      <div role="gridcell" className="cell-two">
        <span className="clip">{previewOf(trace.input, 'input')}</span>
        <span className="clip cell-sub">{previewOf(trace.output, 'output')}</span>
      </div>
      <div role="gridcell" className="cell-two">
        <span className="clip">{trace.userId}</span>
        <span className="clip cell-sub">{trace.sessionId}</span>
      </div>
      <div role="gridcell" className="cell-two">
        <span className="clip" title={models.join('\n')}>
          {models[0]}
          {models.length > 1 && <span className="more"> +{models.length - 1}</span>}
        </span>
        <span className="clip cell-sub">{trace.environment}</span>
      </div>
      <div role="gridcell" className="is-number">
        {formatDuration(trace.latency)}
      </div>
      <div role="gridcell" className="is-number cell-two" title={trace.totalTokens ? `${formatCount(trace.inputTokens)} in, ${formatCount(trace.outputTokens)} out` : undefined}>
        <span>{trace.totalTokens ? `${estimated}${formatTokens(trace.totalTokens)}` : '–'}</span>
        {!!trace.totalTokens && (
          <span className="cell-sub">
            {formatTokens(trace.inputTokens)} → {formatTokens(trace.outputTokens)}
          </span>
        )}
      </div>
      <div role="gridcell" className="is-number">
        {trace.totalCost === null || trace.totalCost === undefined ? '–' : `${estimated}${formatCostShort(trace.totalCost)}`}
      </div>
    </div>
  );
});
