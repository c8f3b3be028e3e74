import assert from 'node:assert/strict';
import { LangfuseClient } from '@langfuse/client';
import { observe, propagateAttributes, startActiveObservation, startObservation } from '@langfuse/tracing';
import { get, one, trace, tree, until } from '../check.mjs';
import { flush } from './otel.mjs';

const search = observe(async query => [`${query}: nothing found`], { name: 'search', asType: 'retriever' });

let traceId;
await startActiveObservation('answer', async root => {
  traceId = root.traceId;
  root.update({ input: { question: 'Where is my order?' }, metadata: { plan: 'pro' } });
  await propagateAttributes({ userId: 'ada', sessionId: 's-1', tags: ['support', 'eu'], version: 'v7', traceName: 'support' }, async () => {
    await search('order 7');
    const generation = startObservation('llm', {
      model: 'gpt-4o-mini',
      input: [{ role: 'user', content: 'Where is my order?' }],
      modelParameters: { temperature: 0.2, max_tokens: 100 },
    }, { asType: 'generation' });
    const tool = generation.startObservation('lookup', { input: { order: 7 } }, { asType: 'tool' });
    tool.update({ output: 'shipped' }).end();
    generation.update({
      output: { role: 'assistant', content: 'It is on its way.' },
      usageDetails: { input: 100, output: 20, input_cached_tokens: 40, total: 160 },
      completionStartTime: new Date(),
    }).end();
    startObservation('priced', { model: 'my-own-model', costDetails: { input: 0.25, output: 0.5 }, usageDetails: { input: 3, output: 4 } }, { asType: 'generation' }).end();
    startObservation('broken', { level: 'ERROR', statusMessage: 'no such order' }).end();
  });
  root.update({ output: 'It is on its way.' });
});
await flush();

const stored = await trace(traceId, 6);
assert.equal(tree(stored), 'answer[broken, llm[lookup], priced, search]');
assert.equal(stored.name, 'support');
assert.equal(stored.userId, 'ada');
assert.equal(stored.sessionId, 's-1');
assert.equal(stored.environment, 'clients');
assert.deepEqual([...stored.tags].sort(), ['eu', 'support']);
assert.deepEqual(stored.input, { question: 'Where is my order?' });
assert.equal(stored.output, 'It is on its way.');
assert.equal(one(stored, 'answer').metadata.plan, 'pro');
assert.equal(one(stored, 'search').type, 'RETRIEVER');
assert.deepEqual(one(stored, 'search').output, ['order 7: nothing found']);
assert.equal(one(stored, 'lookup').type, 'TOOL');

const llm = one(stored, 'llm');
assert.equal(llm.type, 'GENERATION');
assert.equal(llm.model, 'gpt-4o-mini');
assert.deepEqual(llm.input, [{ role: 'user', content: 'Where is my order?' }]);
assert.deepEqual(llm.output, { role: 'assistant', content: 'It is on its way.' });
assert.equal(Number(llm.modelParameters.temperature), 0.2);
assert.equal(llm.usageDetails.input, 100);
assert.equal(llm.usageDetails.input_cached_tokens, 40);
assert.equal(llm.usageDetails.output, 20);
assert.ok(llm.completionStartTime);
// gpt-4o-mini: 0.15 / 0.075 cached / 0.6 USD per million tokens.
assert.ok(Math.abs(llm.calculatedTotalCost - (100 * 0.15 + 40 * 0.075 + 20 * 0.6) / 1e6) < 1e-12, `cost ${llm.calculatedTotalCost}`);
const priced = one(stored, 'priced');
assert.equal(priced.calculatedTotalCost, 0.75);
const broken = one(stored, 'broken');
assert.equal(broken.level, 'ERROR');
assert.equal(broken.statusMessage, 'no such order');

const langfuse = new LangfuseClient();
langfuse.score.create({ traceId, name: 'helpful', value: 1, dataType: 'BOOLEAN', comment: 'thanks' });
langfuse.score.create({ traceId, observationId: llm.id, name: 'tone', value: 'warm' });
langfuse.score.create({ sessionId: 's-1', name: 'csat', value: 4.5 });
await langfuse.flush();
const scored = await until(() => get(`traces/${traceId}`), found => found.scores.length === 2, 'two scores of the trace');
assert.deepEqual(scored.scores.map(score => `${score.name} ${score.dataType} ${score.value} ${score.stringValue ?? ''}`.trim()).sort(), ['helpful BOOLEAN 1 True', 'tone CATEGORICAL 0 warm']);

const page = await langfuse.api.observations.getMany({ traceId, type: 'GENERATION', fields: 'core,basic,usage,io' });
assert.deepEqual(page.data.map(observation => observation.name).sort(), ['llm', 'priced']);
const scores = await langfuse.api.scoresV3.getMany?.({ sessionId: 's-1' }) ?? await get('v3/scores?sessionId=s-1');
assert.equal(scores.data[0].value, 4.5);
const full = await langfuse.api.legacy?.trace?.get?.(traceId) ?? await langfuse.api.trace.get(traceId);
assert.equal(full.observations.length, 6);
const url = await langfuse.getTraceUrl(traceId);
assert.equal((await fetch(url, { redirect: 'manual' })).status < 400, true, url);
console.log('ok');
