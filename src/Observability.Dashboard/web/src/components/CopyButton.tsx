import { useEffect, useState } from 'react';
import { Icon } from './Icon';

export function CopyButton({ text, label }: { text: string | (() => string); label: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    await writeClipboard(typeof text === 'string' ? text : text());
    setDone(true);
  };
  return (
    <button type="button" className={`icon-button copy${done ? ' is-done' : ''}`} onClick={() => void copy()} title={done ? 'Copied' : label} aria-label={done ? 'Copied' : label}>
      <Icon name={done ? 'check' : 'copy'} size={14} />
    </button>
  );
}

// The clipboard API exists only on https and loopback; a dashboard behind plain http still copies.
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }

  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
