import type { ReactNode } from 'react';

/** What a page shows in place of content: nothing there yet, or something went wrong. */
export function Notice({ title, tone = 'plain', children }: { title: string; tone?: 'plain' | 'error'; children?: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
