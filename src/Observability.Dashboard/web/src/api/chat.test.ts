import { expect, test } from 'vitest';
import { chatMessages } from './chat';

const media = '@@@langfuseMedia:type=image/png|id=9pw2-XOO_mqgCVKOp7X5Sx|source=bytes@@@';

test('OpenAI messages: text, tool calls with parsed arguments, the answer of a tool', () => {
  const messages = chatMessages([
    { role: 'User', content: 'hi' },
    { role: 'assistant', content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }] },
    { role: 'tool', tool_call_id: 'c1', content: 'done' },
  ]);
  expect(messages).toMatchObject([
    { role: 'user', parts: [{ type: 'text', text: 'hi' }] },
    { role: 'assistant', parts: [{ type: 'call', id: 'c1', name: 'f', args: { a: 1 } }] },
    { role: 'tool', callId: 'c1', parts: [{ type: 'text', text: 'done' }] },
  ]);
});

test('arguments that are no JSON stay text', () => {
  const [message] = chatMessages({ role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: '{"a":' } }] })!;
  expect(message!.parts).toEqual([{ type: 'call', id: null, name: 'f', args: '{"a":' }]);
});

test.each([
  [{ type: 'image_url', image_url: { url: media } }],
  [{ type: 'input_audio', input_audio: { data: media, format: 'wav' } }],
  [{ type: 'file', file: { filename: 'a.pdf', file_data: media } }],
  [{ type: 'text', text: media }],
])('a media reference is found wherever a provider puts it: %j', (part) => {
  const [message] = chatMessages([{ role: 'user', content: [part] }])!;
  expect(message!.parts).toMatchObject([{ type: 'media', id: '9pw2-XOO_mqgCVKOp7X5Sx', contentType: 'image/png' }]);
});

test('media inside text splits it', () => {
  const [message] = chatMessages([{ role: 'user', content: `see ${media} here` }])!;
  expect(message!.parts.map((part) => part.type)).toEqual(['text', 'media', 'text']);
});

test('OpenTelemetry messages with parts', () => {
  const messages = chatMessages([
    { role: 'assistant', parts: [{ type: 'text', content: 'hi' }, { type: 'tool_call', id: 'c', name: 'f', arguments: { a: 1 } }], finish_reason: 'tool_calls' },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c', response: 'ok' }] },
  ]);
  expect(messages).toMatchObject([
    { finishReason: 'tool_calls', parts: [{ type: 'text', text: 'hi' }, { type: 'call', name: 'f', args: { a: 1 } }] },
    { callId: 'c', parts: [{ type: 'json' }] },
  ]);
});

test('choices and wrapped messages', () => {
  expect(chatMessages({ choices: [{ message: { role: 'assistant', content: 'a' } }] })).toMatchObject([{ parts: [{ text: 'a' }] }]);
  expect(chatMessages({ messages: [{ role: 'user', content: 'b' }] })).toMatchObject([{ parts: [{ text: 'b' }] }]);
});

test.each([[null], ['text'], [42], [[]], [[1, 2]], [{ a: 1 }], [[{ role: 'user', content: 'x' }, { other: 1 }]], [{ role: 'admin' }]])('%j is no conversation', (value) => {
  expect(chatMessages(value)).toBeNull();
});
