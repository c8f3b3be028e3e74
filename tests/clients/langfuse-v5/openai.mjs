import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { observeOpenAI } from '@langfuse/openai';
import { traceNamed } from '../check.mjs';
import { startOpenAIStub } from '../openaiStub.mjs';
import { flush } from './otel.mjs';

const stub = await startOpenAIStub();
const openai = observeOpenAI(new OpenAI({ baseURL: stub.baseURL, apiKey: 'none' }), { traceName: 'openai v5', generationName: 'complete', userId: 'ada' });
const messages = [{ role: 'user', content: 'The capital of France?' }];
await openai.chat.completions.create({ model: 'gpt-4o-mini', messages, temperature: 0 });
for await (const _ of await openai.chat.completions.create({ model: 'gpt-4o-mini', messages, stream: true, stream_options: { include_usage: true } }));
await flush();
stub.stop();

const { get, until } = await import('../check.mjs');
const generations = await until(async () => (await get('observations?name=complete&type=GENERATION')).data, found => found.length === 2, 'two generations');
for (const generation of generations) {
  assert.match(generation.model, /^gpt-4o-mini/);
  assert.match(JSON.stringify(generation.input), /The capital of France\?/);
  assert.match(JSON.stringify(generation.output), /Paris it is/);
  assert.equal(generation.usageDetails.input + (generation.usageDetails.input_cached_tokens ?? 0), 12);
  assert.equal(generation.usageDetails.output + (generation.usageDetails.output_reasoning_tokens ?? 0), 5);
  assert.ok(Math.abs(generation.calculatedTotalCost - (8 * 0.15 + 4 * 0.075 + 5 * 0.6) / 1e6) < 1e-12, `cost ${generation.calculatedTotalCost}`);
}
assert.ok(traceNamed);
console.log('ok');
