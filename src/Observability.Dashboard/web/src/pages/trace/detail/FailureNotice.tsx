import type { Observation } from '../../../api/types';
import { CopyButton } from '../../../components/CopyButton';
import { LongText } from '../../../components/LongText';

export function FailureNotice({ observation }: { observation: Observation }) {
  if (!observation.statusMessage && !observation.errorType) return null;
  const tone = observation.level === 'ERROR' ? 'error' : observation.level === 'WARNING' ? 'warning' : 'plain';
  return (
    <div className={`failure is-${tone}`} role={tone === 'error' ? 'alert' : undefined}>
      <div className="failure-text">
        {observation.errorType && <strong>{observation.errorType}</strong>}
        {observation.statusMessage && <LongText text={observation.statusMessage} />}
      </div>
      <CopyButton text={[observation.errorType, observation.statusMessage].filter(Boolean).join(': ')} label="Copy the message" />
    </div>
  );
}
