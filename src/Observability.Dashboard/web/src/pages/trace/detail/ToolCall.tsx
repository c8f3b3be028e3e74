import { JsonTree } from '../../../components/JsonTree';
import { KindIcon } from '../../../components/KindIcon';
import { LongText } from '../../../components/LongText';

/** A tool call that a model asked for. */
export function ToolCall({ name, id, args }: { name: string; id: string | null; args: unknown }) {
  const isEmpty = args === null || args === undefined || args === '' || (typeof args === 'object' && Object.keys(args).length === 0);
  return (
    <div className="tool-call">
      <div className="tool-call-name" title={id ?? undefined}>
        <KindIcon kind="TOOL" size={13} />
        <span>{name}</span>
        {isEmpty && <span className="faint">no arguments</span>}
      </div>
      {!isEmpty && (typeof args === 'string' ? <LongText text={args} /> : <JsonTree value={args} />)}
    </div>
  );
}
