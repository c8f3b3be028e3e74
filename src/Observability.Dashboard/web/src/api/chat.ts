import { isObject, text } from './json';
import { splitMedia } from './media';

/** One message of a conversation in the page's own terms. */
export interface ChatMessage {
  role: string;
  name: string | null;
  /** The tool call a tool message answers. */
  callId: string | null;
  finishReason: string | null;
  parts: ChatPart[];
}

/** One piece of a message. */
export type ChatPart =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'media'; id: string | null; contentType: string; url: string | null; name: string | null }
  | { type: 'call'; id: string | null; name: string; args: unknown }
  | { type: 'json'; value: unknown };

/**
 * Reads a payload as a conversation: OpenAI chat messages, an object that holds them, choices, or OpenTelemetry's messages
 * with parts. Null when it is something else.
 */
export function chatMessages(value: unknown): ChatMessage[] | null {
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    const messages = value.map((item) => (isObject(item) && isObject(item.message) && !('role' in item) ? item.message : item));
    return messages.every(isMessage) ? messages.map(readMessage) : null;
  }

  if (!isObject(value)) return null;
  if (isMessage(value)) return [readMessage(value)];
  for (const key of ['messages', 'choices', 'chat_history']) {
    const inner = value[key];
    if (Array.isArray(inner)) return chatMessages(inner);
  }

  return null;
}

function isMessage(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value.role === 'string' && ('content' in value || 'parts' in value || 'tool_calls' in value || 'text' in value);
}

function readMessage(message: Record<string, unknown>): ChatMessage {
  const parts: ChatPart[] = [];
  const reasoning = text(message.reasoning_content) ?? text(message.reasoning);
  if (reasoning) parts.push({ type: 'reasoning', text: reasoning });
  readContent(message.content ?? message.parts ?? message.text, parts);
  if (text(message.refusal)) parts.push({ type: 'text', text: text(message.refusal)! });
  if (Array.isArray(message.tool_calls)) {
    for (const call of message.tool_calls) parts.push(readCall(call));
  }

  if (isObject(message.function_call)) parts.push(readCall({ function: message.function_call }));
  const response = parts.find((part) => part.type === 'json' && isObject(part.value) && part.value.type === 'tool_call_response');
  return {
    role: String(message.role).toLowerCase(),
    name: text(message.name),
    callId: text(message.tool_call_id) ?? (response?.type === 'json' && isObject(response.value) ? text(response.value.id) : null),
    finishReason: text(message.finish_reason),
    parts,
  };
}

function readContent(content: unknown, parts: ChatPart[]): void {
  if (content === null || content === undefined || content === '') return;
  if (typeof content === 'string') parts.push(...splitMedia(content));
  else if (Array.isArray(content)) for (const part of content) readPart(part, parts);
  else readPart(content, parts);
}

function readPart(part: unknown, parts: ChatPart[]): void {
  if (typeof part === 'string') {
    parts.push(...splitMedia(part));
    return;
  }

  if (!isObject(part)) {
    parts.push({ type: 'json', value: part });
    return;
  }

  const body = text(part.text) ?? text(part.content);
  switch (part.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
    case 'refusal':
      parts.push(...splitMedia(body ?? text(part.refusal) ?? ''));
      return;
    case 'reasoning':
    case 'thinking':
      parts.push({ type: 'reasoning', text: body ?? text(part.thinking) ?? '' });
      return;
    case 'tool_call':
    case 'tool_use':
    case 'function_call':
      parts.push(readCall(part));
      return;
  }

  const media = findMedia(part, 0);
  if (media) parts.push(media);
  else if (part.type === undefined && body !== null) parts.push(...splitMedia(body));
  else parts.push({ type: 'json', value: part });
}

// Media parts differ by provider (image_url.url, input_audio.data, file.file_data, uri …); what they share is a reference or an address.
function findMedia(part: Record<string, unknown>, depth: number): ChatPart | null {
  const name = text(part.filename) ?? text(part.name);
  for (const value of Object.values(part)) {
    if (typeof value === 'string') {
      const found = splitMedia(value).find((piece) => piece.type === 'media');
      if (found?.type === 'media') return { ...found, name };
      if (/^https?:\/\//.test(value) && /^(image|audio|file|video|media|uri)/.test(String(part.type ?? 'media'))) {
        return { type: 'media', id: null, contentType: 'link', url: value, name };
      }
    } else if (depth < 2 && isObject(value)) {
      const found = findMedia({ type: part.type, ...value }, depth + 1);
      if (found) return found;
    }
  }

  return null;
}

function readCall(call: unknown): ChatPart {
  if (!isObject(call)) return { type: 'json', value: call };
  const target = isObject(call.function) ? call.function : call;
  return { type: 'call', id: text(call.id) ?? text(call.call_id), name: text(target.name) ?? 'tool', args: parsed(target.arguments ?? target.input ?? target.args) };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
