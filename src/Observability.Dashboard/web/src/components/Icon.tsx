import type { ReactNode } from 'react';

const paths = {
  brand: <path d="M3 4.5h8M3 9h12M7 13.5h8" strokeWidth="2.4" />,
  sun: (
    <>
      <circle cx="9" cy="9" r="3" />
      <path d="M9 1.8v1.6M9 14.6v1.6M1.8 9h1.6M14.6 9h1.6M3.9 3.9 5 5M13 13l1.1 1.1M14.1 3.9 13 5M5 13l-1.1 1.1" />
    </>
  ),
  moon: <path d="M14.8 10.9A6.2 6.2 0 0 1 7.1 3.2a6.2 6.2 0 1 0 7.7 7.7Z" />,
  system: (
    <>
      <circle cx="9" cy="9" r="6.2" />
      <path d="M9 2.8a6.2 6.2 0 0 1 0 12.4Z" fill="currentColor" stroke="none" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.8" y="4.6" width="14.4" height="8.8" rx="1.6" />
      <path d="M4.8 7.4h.01M7.6 7.4h.01M10.4 7.4h.01M13.2 7.4h.01M5.8 10.6h6.4" />
    </>
  ),
  search: (
    <>
      <circle cx="7.8" cy="7.8" r="4.6" />
      <path d="m11.4 11.4 3.8 3.8" />
    </>
  ),
  pause: <path d="M6.2 4.4v9.2M11.8 4.4v9.2" />,
  play: <path d="M5.8 3.9v10.2L14 9Z" />,
  close: <path d="m5 5 8 8M13 5l-8 8" />,
  copy: (
    <>
      <rect x="6.2" y="6.2" width="8.6" height="8.6" rx="1.6" />
      <path d="M11.8 3.2H4.8a1.6 1.6 0 0 0-1.6 1.6v7" />
    </>
  ),
  check: <path d="m3.6 9.6 3.6 3.6 7.2-8" />,
  chevron: <path d="m6.6 4.2 4.8 4.8-4.8 4.8" />,
  back: <path d="M11.4 4.2 6.6 9l4.8 4.8" />,
  plus: <path d="M9 3.8v10.4M3.8 9h10.4" />,
  clock: (
    <>
      <circle cx="9" cy="9" r="6.4" />
      <path d="M9 5.2V9l2.6 1.8" />
    </>
  ),
  error: (
    <>
      <circle cx="9" cy="9" r="6.4" />
      <path d="M9 5.6v4M9 12.3v.1" strokeWidth="1.8" />
    </>
  ),
  file: <path d="M10.6 2.4H5.2a1 1 0 0 0-1 1v11.2a1 1 0 0 0 1 1h7.6a1 1 0 0 0 1-1V5.6Zm0 0v3.2h3.2" />,
  wrap: <path d="M2.8 4.4h12.4M2.8 9h9.6a2.4 2.4 0 0 1 0 4.8h-3m0 0 1.6-1.6m-1.6 1.6 1.6 1.6M2.8 13.8h3" />,
} satisfies Record<string, ReactNode>;

export function Icon({ name, size = 16 }: { name: keyof typeof paths; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 18 18" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {paths[name]}
    </svg>
  );
}
