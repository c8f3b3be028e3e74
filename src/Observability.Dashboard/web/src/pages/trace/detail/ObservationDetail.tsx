import { useQuery } from '@tanstack/react-query';
import { observationQuery } from '../../../api/queries';
import type { Observation, Score } from '../../../api/types';
import { useStored } from '../../../app/useStored';
import { CopyButton } from '../../../components/CopyButton';
import { ErrorNotice } from '../../../components/ErrorNotice';
import { JsonTree } from '../../../components/JsonTree';
import { KindIcon } from '../../../components/KindIcon';
import type { TreeNode } from '../tree';
import { ContentSections } from './ContentSections';
import { FailureNotice } from './FailureNotice';
import { KeyValues } from './KeyValues';
import { ObservationFacts } from './ObservationFacts';
import { ScoreList } from './ScoreList';
import { Section } from './Section';
import { UsageTable } from './UsageTable';

type View = 'formatted' | 'json';
const isView = (value: unknown): value is View => value === 'formatted' || value === 'json';

/** Everything known about one observation. The tree's record is shown at once, its payloads when they arrive. */
export function ObservationDetail({ node, scores }: { node: TreeNode; scores: Score[] }) {
  const [view, setView] = useStored<View>('trace.view', 'formatted', isView);
  const known = node.observation;
  const query = useQuery(observationQuery(known.traceId, known.id));
  const observation: Observation = query.data ?? known;
  return (
    <article className="detail">
      <header className="detail-header">
        <div className="detail-title">
          <KindIcon kind={known.type} size={18} />
          <h2>{known.name ?? known.id}</h2>
          <CopyButton text={known.id} label="Copy the observation id" />
          <span className="spacer" />
          <div className="tabs" role="tablist" aria-label="View">
            {(['formatted', 'json'] as const).map((name) => (
              <button key={name} type="button" role="tab" aria-selected={view === name} onClick={() => setView(name)}>
                {name === 'json' ? 'JSON' : 'Formatted'}
              </button>
            ))}
          </div>
        </div>
        <ObservationFacts observation={observation} node={node} />
      </header>
      <FailureNotice observation={observation} />
      {query.isError ? (
        <ErrorNotice what="Its payloads" error={query.error} retry={() => void query.refetch()} />
      ) : query.isPending ? (
        <div className="detail-loading" role="status" aria-label="Loading the payloads">
          <span className="bone" />
          <span className="bone" />
          <span className="bone" />
        </div>
      ) : view === 'json' ? (
        <Section title="Observation" copy={() => JSON.stringify(query.data, null, 2)}>
          <JsonTree value={query.data} openDepth={3} />
        </Section>
      ) : (
        <>
          <ContentSections observation={query.data} />
          <UsageTable observation={query.data} />
          <ScoreList scores={scores} />
          <KeyValues title="Parameters" value={query.data.modelParameters} />
          <KeyValues title="Metadata" value={query.data.metadata} />
        </>
      )}
    </article>
  );
}
