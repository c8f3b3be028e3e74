import type { ReactNode } from 'react';
import type { ObservationType } from '../api/types';

const glyphs: Record<ObservationType, ReactNode> = {
  SPAN: <path d="M2.5 5h7M2.5 8h11M6.5 11h7" />,
  GENERATION: <path d="M8 2.2c.5 3.4 2.1 5 5.8 5.8-3.7.8-5.3 2.4-5.8 5.8-.5-3.4-2.1-5-5.8-5.8C5.9 7.2 7.5 5.6 8 2.2Z" />,
  EVENT: <circle cx="8" cy="8" r="2.6" fill="currentColor" />,
  AGENT: (
    <>
      <rect x="2.8" y="5.4" width="10.4" height="7.6" rx="2" />
      <path d="M8 5.2V2.8M5.9 8.8v.9M10.1 8.8v.9" />
    </>
  ),
  TOOL: <path d="M9.7 6.3a2.9 2.9 0 0 1 3.8-3.6l-1.8 1.8.4 1.4 1.4.4 1.8-1.7a2.9 2.9 0 0 1-3.9 3.6l-5 5a1.4 1.4 0 0 1-2-2Z" transform="translate(-1 .3)" />,
  CHAIN: <path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 1 0-3.7-3.7l-.7.7M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 1 0 3.7 3.7l.7-.7" />,
  RETRIEVER: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="1.8" />
      <path d="M3 4v8c0 1 2.2 1.8 5 1.8s5-.8 5-1.8V4M3 8c0 1 2.2 1.8 5 1.8S13 9 13 8" />
    </>
  ),
  EMBEDDING: <path d="M3 3h.01M8 3h.01M13 3h.01M3 8h.01M8 8h.01M13 8h.01M3 13h.01M8 13h.01M13 13h.01" strokeWidth="2.4" />,
  EVALUATOR: <path d="m2.8 8.4 3.2 3.2L13.2 4" />,
  GUARDRAIL: <path d="M8 2 3 4v3.8c0 3 2 5.2 5 6.2 3-1 5-3.2 5-6.2V4Z" />,
};

/** The sign of an observation's kind; its colour comes from the style sheet. */
export function KindIcon({ kind, size = 15 }: { kind: ObservationType; size?: number }) {
  return (
    <span className={`kind kind-${kind.toLowerCase()}`} title={kind.toLowerCase()}>
      <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" role="img" aria-label={kind.toLowerCase()}>
        {glyphs[kind] ?? glyphs.SPAN}
      </svg>
    </span>
  );
}
