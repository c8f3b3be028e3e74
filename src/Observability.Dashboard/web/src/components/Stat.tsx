import type { ReactNode } from 'react';

export function Stat({ name, value, title, tone }: { name: string; value: ReactNode; title?: string | undefined; tone?: 'error' | undefined }) {
  return (
    <div className={`stat${tone ? ` is-${tone}` : ''}`} title={title}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
