import { useState } from 'react';
import type { ChatMessage } from '../../../api/chat';
import { MessageCard } from './MessageCard';

const shownAtEnds = 6;

/** A conversation. The middle of a long one is folded: the newest messages and the system prompt are what one looks for. */
export function Messages({ messages }: { messages: ChatMessage[] }) {
  const [open, setOpen] = useState(messages.length <= shownAtEnds * 2 + 2);
  const toolNames = new Map(messages.flatMap((message) => message.parts.flatMap((part) => (part.type === 'call' && part.id ? [[part.id, part.name] as const] : []))));
  const card = (message: ChatMessage, index: number) => <MessageCard key={index} message={message} toolName={message.callId ? (toolNames.get(message.callId) ?? null) : null} />;
  if (open) return <div className="messages">{messages.map(card)}</div>;
  const hidden = messages.length - shownAtEnds - 1;
  return (
    <div className="messages">
      {card(messages[0]!, 0)}
      <button type="button" className="link-button messages-more" onClick={() => setOpen(true)}>
        {hidden} earlier messages
      </button>
      {messages.slice(-shownAtEnds).map((message, index) => card(message, hidden + 1 + index))}
    </div>
  );
}
