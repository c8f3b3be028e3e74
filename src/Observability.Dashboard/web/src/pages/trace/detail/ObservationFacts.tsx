import type { Observation } from '../../../api/types';
import { Stat } from '../../../components/Stat';
import { formatDuration } from '../../../format/duration';
import { formatCost, formatCount, formatTokens } from '../../../format/number';
import { formatUtc } from '../../../format/time';
import { costOf, type TreeNode, tokensOf } from '../tree';

const words: Record<string, string> = { FAILED: 'failed', CANCELLED: 'cancelled', ABANDONED: 'abandoned by its reader', INCOMPLETE: 'incomplete' };

/** The facts of one line each: what ran, how long, what it cost, how it ended. */
export function ObservationFacts({ observation, node }: { observation: Observation; node: TreeNode }) {
  const tokens = tokensOf(observation);
  const cost = costOf(observation);
  const status = observation.status ? words[observation.status.toUpperCase()] : undefined;
  return (
    <dl className="stats">
      {observation.model && <Stat name="Model" value={observation.model} />}
      {observation.provider && <Stat name="Provider" value={observation.provider} />}
      <Stat name="Duration" value={observation.endTime ? formatDuration((node.end - node.start) / 1000) : 'running'} title={formatUtc(observation.startTime)} />
      {!!observation.timeToFirstToken && <Stat name="First token" value={formatDuration(observation.timeToFirstToken)} />}
      {tokens !== null && tokens > 0 && <Stat name="Tokens" value={formatTokens(tokens)} title={formatCount(tokens)} />}
      {cost !== null && <Stat name="Cost" value={formatCost(cost)} />}
      {observation.finishReason && <Stat name="Finish" value={observation.finishReason} />}
      {status && <Stat name="Status" value={status} />}
      {observation.isCacheHit && <Stat name="Cache" value="hit" />}
      {observation.promptName && (
        <Stat name="Prompt" value={`${observation.promptName}${observation.promptVersion ? ` v${observation.promptVersion}` : ''}${observation.promptLabel ? ` (${observation.promptLabel})` : ''}`} />
      )}
      <Stat name="Start" value={`+${formatDuration(node.start / 1000)}`} title={formatUtc(observation.startTime)} />
    </dl>
  );
}
