import { useMemo } from 'react';
import { formatDuration } from '../../format/duration';
import { axisTicks } from './axis';

export function TimeAxis({ span }: { span: number }) {
  const ticks = useMemo(() => axisTicks(span, 4), [span]);
  return (
    <div className="tree-grid tree-head" aria-hidden="true">
      <span>Observation</span>
      <span className="is-number">Duration</span>
      <span className="is-number">Tokens</span>
      <span className="is-number">Cost</span>
      <div className="axis">
        {ticks.map((tick) => (
          <span key={tick} className="tick" style={{ left: `${span > 0 ? (tick / span) * 100 : 0}%` }}>
            {tick === 0 ? '0' : formatDuration(tick / 1000)}
          </span>
        ))}
      </div>
    </div>
  );
}
