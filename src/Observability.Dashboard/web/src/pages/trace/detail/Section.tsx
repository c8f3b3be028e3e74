import type { ReactNode } from 'react';
import { CopyButton } from '../../../components/CopyButton';

interface SectionProps {
  title: string;
  note?: string | undefined;
  copy?: (() => string) | undefined;
  children: ReactNode;
}

export function Section({ title, note, copy, children }: SectionProps) {
  return (
    <section className="section">
      <header>
        <h3>{title}</h3>
        {note && <span className="section-note">{note}</span>}
        {copy && <CopyButton text={copy} label={`Copy: ${title.toLowerCase()}`} />}
      </header>
      {children}
    </section>
  );
}
