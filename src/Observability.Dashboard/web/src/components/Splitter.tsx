import { type PointerEvent, type RefObject, useRef } from 'react';

interface SplitterProps {
  container: RefObject<HTMLElement | null>;
  share: number;
  onShare: (share: number) => void;
}

/** The line between two panes: dragged, or moved with the arrow keys while it has the focus. */
export function Splitter({ container, share, onShare }: SplitterProps) {
  const dragging = useRef(false);
  const clamp = (value: number) => Math.min(0.8, Math.max(0.2, value));
  const onPointerMove = (event: PointerEvent) => {
    const box = container.current?.getBoundingClientRect();
    if (dragging.current && box) onShare(clamp((event.clientX - box.left) / box.width));
  };
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the tree"
      aria-valuenow={Math.round(share * 100)}
      tabIndex={0}
      onPointerDown={(event) => {
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        event.stopPropagation();
        onShare(clamp(share + (event.key === 'ArrowLeft' ? -0.02 : 0.02)));
      }}
    />
  );
}
