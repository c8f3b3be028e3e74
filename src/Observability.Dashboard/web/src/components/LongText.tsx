import { useState } from 'react';
import { formatCount } from '../format/number';

const limit = 12_000;

/** Text as it is, line breaks kept; very long text is opened on demand so that a page stays fast. */
export function LongText({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const cut = !open && text.length > limit;
  return (
    <>
      <div className="long-text" dir="auto">
        {cut ? text.slice(0, limit) : text}
      </div>
      {cut && (
        <button type="button" className="link-button" onClick={() => setOpen(true)}>
          Show all {formatCount(text.length)} characters
        </button>
      )}
    </>
  );
}
