import { Icon } from '../../components/Icon';
import type { LiveState } from './useLiveTraces';

const words: Record<LiveState, string> = { connecting: 'Connecting', live: 'Live', paused: 'Paused', lost: 'Offline' };

export function LiveToggle({ state, waiting, onToggle }: { state: LiveState; waiting: number; onToggle: () => void }) {
  const paused = state === 'paused';
  return (
    <button type="button" className={`live live-${state}`} aria-pressed={!paused} onClick={onToggle} title={`${paused ? 'Resume' : 'Pause'} live arrival (p)`}>
      <span className="live-dot" aria-hidden="true" />
      <span aria-live="polite">{paused && waiting > 0 ? `${waiting} new` : words[state]}</span>
      <Icon name={paused ? 'play' : 'pause'} size={14} />
    </button>
  );
}
