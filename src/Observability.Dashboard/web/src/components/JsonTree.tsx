import { useState } from 'react';
import { splitMedia } from '../api/media';
import { MediaView } from './MediaView';

const page = 100;
const longString = 600;

/** JSON with folding. Children exist only while they are open, and arrays open a page at a time. */
export function JsonTree({ value, openDepth = 2 }: { value: unknown; openDepth?: number }) {
  return (
    <div className="json" role="tree" aria-label="JSON">
      <JsonNode name={null} value={value} depth={0} openDepth={openDepth} />
    </div>
  );
}

interface NodeProps {
  name: string | null;
  value: unknown;
  depth: number;
  openDepth: number;
}

function JsonNode({ name, value, depth, openDepth }: NodeProps) {
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="json-leaf" role="treeitem">
        <JsonName name={name} />
        <JsonScalar value={value} />
      </div>
    );
  }

  return <JsonBranch name={name} value={value} depth={depth} openDepth={openDepth} />;
}

function JsonBranch({ name, value, depth, openDepth }: NodeProps & { value: object }) {
  const [open, setOpen] = useState(depth < openDepth);
  const [shown, setShown] = useState(page);
  const entries = Object.entries(value);
  const [start, end] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return (
    <div role="treeitem" aria-expanded={open}>
      <button type="button" className="json-toggle" onClick={() => setOpen(!open)} disabled={entries.length === 0}>
        <span className={`twisty${open ? ' is-open' : ''}`} aria-hidden="true" />
        <JsonName name={name} />
        <span className="json-mark">
          {start}
          {!open && entries.length > 0 && ` ${entries.length} `}
          {(!open || entries.length === 0) && end}
        </span>
      </button>
      {open && entries.length > 0 && (
        <div className="json-children" role="group">
          {entries.slice(0, shown).map(([key, item]) => (
            <JsonNode key={key} name={key} value={item} depth={depth + 1} openDepth={openDepth} />
          ))}
          {entries.length > shown && (
            <button type="button" className="link-button" onClick={() => setShown(shown + page * 5)}>
              {entries.length - shown} more
            </button>
          )}
          <span className="json-mark">{end}</span>
        </div>
      )}
    </div>
  );
}

function JsonName({ name }: { name: string | null }) {
  return name === null ? null : <span className="json-name">{name}: </span>;
}

function JsonScalar({ value }: { value: unknown }) {
  const [open, setOpen] = useState(false);
  if (typeof value !== 'string') return <span className={`json-${value === null ? 'null' : typeof value}`}>{String(value)}</span>;
  const media = splitMedia(value).find((part) => part.type === 'media');
  if (media?.type === 'media') return <MediaView id={media.id} contentType={media.contentType} url={null} name={null} />;
  const cut = !open && value.length > longString;
  return (
    <span className="json-string">
      "{cut ? `${value.slice(0, longString)}…` : value}"
      {cut && (
        <button type="button" className="link-button" onClick={() => setOpen(true)}>
          all {value.length}
        </button>
      )}
    </span>
  );
}
