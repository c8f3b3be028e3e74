import type { ChatPart } from './chat';

const reference = /@@@langfuseMedia:type=([^|@]+)\|id=([A-Za-z0-9_-]{22})\|source=[^@]*@@@/g;

/** Splits text at the media references it holds. */
export function splitMedia(text: string): ChatPart[] {
  const parts: ChatPart[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    if (match.index > end) parts.push({ type: 'text', text: text.slice(end, match.index) });
    parts.push({ type: 'media', id: match[2]!, contentType: match[1]!, url: null, name: null });
    end = match.index + match[0].length;
  }

  if (end < text.length) parts.push({ type: 'text', text: text.slice(end) });
  return parts;
}
