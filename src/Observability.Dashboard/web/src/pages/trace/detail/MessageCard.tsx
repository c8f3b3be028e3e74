import type { ChatMessage, ChatPart } from '../../../api/chat';
import { unwrapJson } from '../../../api/json';
import { CopyButton } from '../../../components/CopyButton';
import { JsonTree } from '../../../components/JsonTree';
import { LongText } from '../../../components/LongText';
import { MediaView } from '../../../components/MediaView';
import { ToolCall } from './ToolCall';

const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool']);

export function MessageCard({ message, toolName }: { message: ChatMessage; toolName: string | null }) {
  const role = roles.has(message.role) ? message.role : 'other';
  const name = message.name ?? toolName;
  return (
    <div className={`message is-${role}`}>
      <header>
        <span className="role">{message.role}</span>
        {name && <span className="message-name">{name}</span>}
        {message.finishReason && message.finishReason !== 'stop' && <span className="message-note">{message.finishReason}</span>}
        <CopyButton text={() => copyText(message)} label={`Copy this ${message.role} message`} />
      </header>
      <div className="message-body">
        {message.parts.map((part, index) => (
          <MessagePart key={index} part={part} isTool={role === 'tool'} />
        ))}
        {message.parts.length === 0 && <span className="faint">no content</span>}
      </div>
    </div>
  );
}

function MessagePart({ part, isTool }: { part: ChatPart; isTool: boolean }) {
  switch (part.type) {
    case 'text': {
      const value = isTool ? unwrapJson(part.text) : part.text;
      return typeof value === 'string' ? <LongText text={value} /> : <JsonTree value={value} />;
    }
    case 'reasoning':
      return (
        <details className="reasoning">
          <summary>Reasoning</summary>
          <LongText text={part.text} />
        </details>
      );
    case 'media':
      return <MediaView {...part} />;
    case 'call':
      return <ToolCall name={part.name} id={part.id} args={part.args} />;
    case 'json':
      return <JsonTree value={part.value} />;
  }
}

function copyText(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === 'text' || part.type === 'reasoning' ? part.text : part.type === 'call' ? `${part.name}(${JSON.stringify(part.args)})` : JSON.stringify(part))).join('\n');
}
