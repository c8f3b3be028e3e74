import { chatMessages } from '../api/chat';
import { isObject } from '../api/json';

const maxLength = 300;

/** Makes one line of a payload for a list: the last user message of a conversation, the text of an answer, or its JSON. */
export function previewOf(value: unknown, side: 'input' | 'output'): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return oneLine(value);
  const messages = chatMessages(value);
  if (!messages) {
    // Arguments of one parameter are what it holds.
    const values = isObject(value) ? Object.values(value) : [];
    return oneLine(values.length === 1 && typeof values[0] === 'string' ? values[0] : (JSON.stringify(value) ?? ''));
  }

  const wanted = side === 'input' ? messages.findLast((message) => message.role === 'user') : messages.findLast((message) => message.role === 'assistant');
  const message = wanted ?? messages.at(-1);
  if (!message) return '';
  const text = message.parts.map((part) => {
    switch (part.type) {
      case 'text':
      case 'reasoning':
        return part.text;
      case 'media':
        return `[${part.contentType}]`;
      case 'call':
        return `${part.name}(${typeof part.args === 'string' ? part.args : JSON.stringify(part.args ?? {})})`;
      case 'json':
        return JSON.stringify(part.value);
    }
  });
  return oneLine(text.join(' '));
}

function oneLine(text: string): string {
  const cut = text.length > maxLength * 2 ? text.slice(0, maxLength * 2) : text;
  const line = cut.replace(/@@@langfuseMedia:type=([^|]*)\|[^@]*@@@/g, '[$1]').replace(/\s+/g, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}
