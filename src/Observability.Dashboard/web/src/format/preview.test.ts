import { expect, test } from 'vitest';
import { previewOf } from './preview';

test.each([
  [null, ''],
  ['two\n  lines', 'two lines'],
  [[{ role: 'system', content: 's' }, { role: 'user', content: 'first' }, { role: 'user', content: 'last' }], 'last'],
  [[{ role: 'user', content: [{ type: 'text', text: 'see' }, { type: 'image_url', image_url: { url: '@@@langfuseMedia:type=image/png|id=9pw2-XOO_mqgCVKOp7X5Sx|source=bytes@@@' } }] }], 'see [image/png]'],
  [{ question: 'why?' }, 'why?'],
  [{ a: 1, b: 2 }, '{"a":1,"b":2}'],
])('the preview of %j is %s', (value, text) => {
  expect(previewOf(value, 'input')).toBe(text);
});

test('an answer that calls a tool is written as a call', () => {
  const answer = { role: 'assistant', content: null, tool_calls: [{ id: 'c', function: { name: 'find', arguments: '{"id":1}' } }] };
  expect(previewOf(answer, 'output')).toBe('find({"id":1})');
});

test('a long text is cut', () => {
  expect(previewOf('x'.repeat(10_000), 'input')).toHaveLength(301);
});
