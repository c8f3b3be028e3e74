import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { tracesQuery } from '../../api/queries';
import { useHotkeys } from '../../app/useHotkeys';
import { useStored } from '../../app/useStored';
import { useTitle } from '../../app/useTitle';
import { ErrorNotice } from '../../components/ErrorNotice';
import { FilterBar } from './FilterBar';
import { isFiltered, type TraceFilters } from './filters';
import { LiveToggle } from './LiveToggle';
import { NoTraces } from './NoTraces';
import { TraceTable } from './TraceTable';
import { TraceTableSkeleton } from './TraceTableSkeleton';
import { useLiveTraces } from './useLiveTraces';

const route = getRouteApi('/traces');
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isTimeForm = (value: unknown): value is 'relative' | 'absolute' => value === 'relative' || value === 'absolute';

export function TracesPage() {
  useTitle('Traces');
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const [paused, setPaused] = useStored('traces.paused', false, isBoolean);
  const [timeForm, setTimeForm] = useStored('traces.time', 'relative', isTimeForm);
  const list = useInfiniteQuery(tracesQuery(filters));
  const live = useLiveTraces(filters, paused);
  const traces = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  const setFilters = (next: TraceFilters) => void navigate({ search: next });
  useHotkeys({ p: () => setPaused(!paused), t: () => setTimeForm(timeForm === 'relative' ? 'absolute' : 'relative') });

  return (
    <div className="traces">
      <h1 className="visually-hidden">Traces</h1>
      <FilterBar filters={filters} onChange={setFilters} known={traces}>
        <LiveToggle state={live.state} waiting={live.waiting} onToggle={() => setPaused(!paused)} />
      </FilterBar>
      {list.isPending ? (
        <TraceTableSkeleton />
      ) : list.isError && traces.length === 0 ? (
        <ErrorNotice what="The traces" error={list.error} retry={() => void list.refetch()} />
      ) : traces.length === 0 ? (
        <NoTraces filtered={isFiltered(filters)} onClear={() => setFilters({})} />
      ) : (
        <TraceTable
          traces={traces}
          timeForm={timeForm}
          onTimeForm={setTimeForm}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </div>
  );
}
