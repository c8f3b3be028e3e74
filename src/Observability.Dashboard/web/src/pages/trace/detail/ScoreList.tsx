import type { Score } from '../../../api/types';
import { Section } from './Section';

export function ScoreList({ scores }: { scores: Score[] }) {
  if (scores.length === 0) return null;
  return (
    <Section title="Scores">
      <ul className="scores">
        {scores.map((score) => (
          <li key={score.id}>
            <span className="score-name">{score.name}</span>
            <span className="score-value">{valueOf(score)}</span>
            <span className="faint">{[score.source.toLowerCase(), score.authorUserId].filter(Boolean).join(', ')}</span>
            {score.comment && <p>{score.comment}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function valueOf(score: Score): string {
  if (score.dataType === 'BOOLEAN') return score.value === 1 || score.stringValue === 'True' ? 'yes' : 'no';
  return score.stringValue ?? (typeof score.value === 'number' ? String(Math.round(score.value * 10_000) / 10_000) : (score.value ?? '–'));
}
