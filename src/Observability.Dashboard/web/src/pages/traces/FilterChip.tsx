import { Icon } from '../../components/Icon';
import { type ChipField, chipFields } from './filters';

export function FilterChip({ field, value, onRemove }: { field: ChipField; value: string; onRemove: () => void }) {
  const shown = field === 'minLatency' ? `${value} s` : field === 'minCost' ? `$${value}` : value;
  return (
    <span className="chip">
      <span className="chip-field">{chipFields[field]}</span>
      <span className="chip-value">{shown}</span>
      <button type="button" onClick={onRemove} aria-label={`Remove the filter ${chipFields[field]} ${shown}`}>
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
