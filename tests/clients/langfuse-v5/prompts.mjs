import assert from 'node:assert/strict';
import { LangfuseClient } from '@langfuse/client';
import { startObservation } from '@langfuse/tracing';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { get, one, trace } from '../check.mjs';
import { flush } from './otel.mjs';

const langfuse = new LangfuseClient();
const name = 'support/answer';

const first = await langfuse.prompt.create({ name, prompt: 'Answer {{question}} for {{name}}.', labels: ['production'], config: { model: 'gpt-4o-mini', temperature: 0.1 }, tags: ['support'], commitMessage: 'first' });
assert.equal(first.version, 1);
const second = await langfuse.prompt.create({ name, prompt: 'Kindly answer {{question}}.', labels: ['staging'] });
assert.equal(second.version, 2);

const production = await langfuse.prompt.get(name, { cacheTtlSeconds: 0 });
assert.equal(production.version, 1);
assert.equal(production.compile({ question: 'why', name: 'Ada' }), 'Answer why for Ada.');
assert.deepEqual(production.config, { model: 'gpt-4o-mini', temperature: 0.1 });
assert.deepEqual(production.tags, ['support']);
assert.equal((await langfuse.prompt.get(name, { label: 'staging', cacheTtlSeconds: 0 })).version, 2);
assert.equal((await langfuse.prompt.get(name, { label: 'latest', cacheTtlSeconds: 0 })).version, 2);
assert.equal((await langfuse.prompt.get(name, { version: 1, cacheTtlSeconds: 0 })).version, 1);

// Cached for a while; moving the label shows once the cache is passed by, and at once after an update through the client.
assert.equal((await langfuse.prompt.get(name)).version, 1);
await langfuse.prompt.update({ name, version: 2, newLabels: ['production'] });
const moved = await langfuse.prompt.get(name);
assert.equal(moved.version, 2);
assert.deepEqual([...moved.labels].sort(), ['latest', 'production', 'staging']);
assert.deepEqual((await langfuse.prompt.get(name, { version: 1, cacheTtlSeconds: 0 })).labels, []);

const chat = await langfuse.prompt.create({
  name: 'chat', type: 'chat', labels: ['production'],
  prompt: [{ role: 'system', content: 'You help {{who}}.' }, { type: 'placeholder', name: 'history' }, { role: 'user', content: '{{question}}' }],
});
const messages = (await langfuse.prompt.get('chat', { type: 'chat', cacheTtlSeconds: 0 })).compile({ who: 'Ada', question: 'Why?' }, { history: [{ role: 'assistant', content: 'Hello.' }] });
assert.deepEqual(messages.map(message => [message.role, message.content]), [['system', 'You help Ada.'], ['assistant', 'Hello.'], ['user', 'Why?']]);
const template = ChatPromptTemplate.fromMessages(chat.getLangchainPrompt({ placeholders: { history: [{ role: 'assistant', content: 'Hello.' }] } }));
assert.equal((await template.invoke({ who: 'Ada', question: 'Why?' })).messages.length, 3);

// Composition.
await langfuse.prompt.create({ name: 'tone', prompt: 'Be kind.', labels: ['production'] });
await langfuse.prompt.create({ name: 'composed', prompt: 'Answer. @@@langfusePrompt:name=tone|label=production@@@', labels: ['production'] });
assert.equal((await langfuse.prompt.get('composed', { cacheTtlSeconds: 0 })).prompt, 'Answer. Be kind.');

// A fallback is used when there is no such prompt.
const fallback = await langfuse.prompt.get('missing', { fallback: 'Fall back, {{name}}.', maxRetries: 0 });
assert.equal(fallback.isFallback, true);
assert.equal(fallback.compile({ name: 'Ada' }), 'Fall back, Ada.');
await assert.rejects(() => langfuse.prompt.get('missing', { maxRetries: 0 }));

// A generation made from a prompt is linked to its version.
const generation = startObservation('linked', { model: 'gpt-4o-mini', prompt: moved }, { asType: 'generation' });
generation.end();
await flush();
const linked = one(await trace(generation.traceId, 1), 'linked');
assert.deepEqual([linked.promptName, linked.promptVersion], [name, 2]);

const listed = await langfuse.api.prompts.list({ tag: 'support' });
assert.deepEqual(listed.data.map(prompt => [prompt.name, prompt.versions]), [[name, [1, 2]]]);

await langfuse.prompt.delete(name, { version: 1 });
await assert.rejects(() => langfuse.prompt.get(name, { version: 1, cacheTtlSeconds: 0, maxRetries: 0 }));
await langfuse.prompt.delete(name);
assert.equal(await get(`v2/prompts/${encodeURIComponent(name)}?label=latest`), null);
console.log('ok');
