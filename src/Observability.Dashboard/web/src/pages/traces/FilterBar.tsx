import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TraceSummary } from '../../api/types';
import { useHotkeys } from '../../app/useHotkeys';
import { Icon } from '../../components/Icon';
import { FilterChip } from './FilterChip';
import { type ChipField, chipFields, isFiltered, type TraceFilters } from './filters';
import { FilterMenu } from './FilterMenu';
import { TimeRange } from './TimeRange';

interface FilterBarProps {
  filters: TraceFilters;
  onChange: (filters: TraceFilters) => void;
  /** Loaded traces, whose values are offered as suggestions. */
  known: TraceSummary[];
  children: ReactNode;
}

export function FilterBar({ filters, onChange, known, children }: FilterBarProps) {
  const search = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState(filters.q ?? '');
  useEffect(() => setQuery(filters.q ?? ''), [filters.q]);
  useHotkeys({ '/': () => search.current?.select() });

  const apply = (change: Partial<{ [K in keyof TraceFilters]: TraceFilters[K] | undefined }>) => {
    const next = { ...filters, ...change };
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== '')) as TraceFilters);
  };
  const add = (field: ChipField, value: string) => {
    if (field === 'tag') apply({ tag: [...new Set([...(filters.tag ?? []), value])] });
    else apply({ [field]: value });
  };
  const chips = (Object.keys(chipFields) as ChipField[]).flatMap((field) => {
    const value = filters[field];
    return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((item) => ({ field, value: item }));
  });
  const remove = (field: ChipField, value: string) => {
    const rest = field === 'tag' ? (filters.tag ?? []).filter((tag) => tag !== value) : [];
    apply({ [field]: rest.length > 0 ? rest : undefined });
  };

  return (
    <div className="filterbar" role="search">
      <form
        className="searchbox"
        onSubmit={(event) => {
          event.preventDefault();
          apply({ q: query.trim() });
          search.current?.blur();
        }}
      >
        <Icon name="search" />
        <input
          ref={search}
          type="search"
          value={query}
          placeholder="Search inputs and outputs"
          aria-label="Search inputs and outputs"
          onChange={(event) => {
            setQuery(event.target.value);
            if (event.target.value === '' && filters.q) apply({ q: undefined });
          }}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        <kbd aria-hidden="true">/</kbd>
      </form>
      <TimeRange filters={filters} onChange={apply} />
      <button
        type="button"
        className="button toggle"
        aria-pressed={filters.level === 'ERROR'}
        onClick={() => apply({ level: filters.level === 'ERROR' ? undefined : 'ERROR' })}
        title="Only traces with an error"
      >
        <Icon name="error" size={14} /> Errors
      </button>
      <FilterMenu known={known} onAdd={add} />
      {chips.map(({ field, value }) => (
        <FilterChip key={`${field} ${value}`} field={field} value={value} onRemove={() => remove(field, value)} />
      ))}
      {isFiltered(filters) && (
        <button type="button" className="link-button" onClick={() => onChange({})}>
          Clear
        </button>
      )}
      <span className="spacer" />
      {children}
    </div>
  );
}
