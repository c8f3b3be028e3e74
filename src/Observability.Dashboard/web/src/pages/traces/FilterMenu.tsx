import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { TraceSummary } from '../../api/types';
import { Icon } from '../../components/Icon';
import { type ChipField, chipFields } from './filters';

const values: Record<ChipField, (trace: TraceSummary) => (string | null | undefined)[]> = {
  name: (trace) => [trace.name],
  user: (trace) => [trace.userId],
  session: (trace) => [trace.sessionId],
  env: (trace) => [trace.environment],
  model: (trace) => trace.models ?? [],
  tag: (trace) => trace.tags,
  minLatency: () => ['1', '5', '10', '30', '60'],
  minCost: () => ['0.001', '0.01', '0.1', '1'],
};

/** Adds one filter: a field and a value, with the values seen in the list as suggestions. */
export function FilterMenu({ known, onAdd }: { known: TraceSummary[]; onAdd: (field: ChipField, value: string) => void }) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<ChipField>('user');
  const [value, setValue] = useState('');
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const suggestions = useMemo(() => (open ? [...new Set(known.flatMap(values[field]))].filter((item): item is string => !!item).sort() : []), [open, known, field]);
  const isNumber = field === 'minLatency' || field === 'minCost';

  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => !root.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = value.trim();
    if (text === '' || (isNumber && !(Number(text) > 0))) return;
    onAdd(field, text);
    setValue('');
    setOpen(false);
  };

  return (
    <div className="filter-menu" ref={root} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="plus" size={14} /> Filter
      </button>
      {open && (
        <form className="popover" onSubmit={submit}>
          <select
            value={field}
            aria-label="Field"
            autoFocus
            onChange={(event) => {
              setField(event.target.value as ChipField);
              setValue('');
              input.current?.focus();
            }}
          >
            {Object.entries(chipFields).map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
          <input
            ref={input}
            value={value}
            onChange={(event) => setValue(event.target.value)}
            inputMode={isNumber ? 'decimal' : 'text'}
            placeholder={field === 'minLatency' ? 'seconds' : field === 'minCost' ? 'US dollars' : 'value'}
            aria-label="Value"
            list={listId}
          />
          <datalist id={listId}>
            {suggestions.map((item) => (
              <option key={item} value={item} />
            ))}
          </datalist>
          <button className="button is-primary">Add</button>
        </form>
      )}
    </div>
  );
}
