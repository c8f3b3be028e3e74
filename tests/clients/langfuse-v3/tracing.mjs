import assert from 'node:assert/strict';
import { Langfuse } from 'langfuse';
import { one, trace, tree } from '../check.mjs';

const langfuse = new Langfuse({ baseUrl: process.env.LANGFUSE_BASEURL, flushAt: 3 });
const root = langfuse.trace({ name: 'old generation', userId: 'ada', sessionId: 's-old', tags: ['b', 'a'], metadata: { a: { x: 1 } }, input: 'hello', release: 'r1', version: 'v1' });
const span = root.span({ name: 'retrieve', input: { query: 'order' } });
const generation = span.generation({ name: 'llm', model: 'gpt-4o-mini', modelParameters: { temperature: 0.5 }, input: [{ role: 'user', content: 'hello' }] });
generation.update({ completionStartTime: new Date() });
generation.end({ output: { role: 'assistant', content: 'hi' }, usage: { promptTokens: 100, completionTokens: 20 } });
span.event({ name: 'cache miss', level: 'WARNING' });
span.end({ output: ['nothing'] });
root.generation({ name: 'priced', model: 'my-own-model', usageDetails: { input: 3, output: 4 }, costDetails: { input: 0.25, output: 0.5 } }).end();
root.update({ output: 'bye', metadata: { a: { y: 2 } }, tags: ['c'] });
root.score({ name: 'helpful', value: 1, comment: 'thanks' });
generation.score({ name: 'tone', value: 'warm' });
await langfuse.shutdownAsync();

const { until, get } = await import('../check.mjs');
const stored = await until(() => get(`traces/${root.id}`), found => found.observations.length === 4 && found.scores.length === 2 && found.output === 'bye', 'the whole trace');
assert.equal(tree(stored), 'priced, retrieve[cache miss, llm]');
assert.deepEqual(stored.tags, ['a', 'b', 'c']);
assert.deepEqual(stored.metadata, { a: { x: 1, y: 2 } });
assert.deepEqual([stored.userId, stored.sessionId, stored.release, stored.version, stored.input], ['ada', 's-old', 'r1', 'v1', 'hello']);
const llm = one(stored, 'llm');
assert.deepEqual([llm.type, llm.model, llm.usageDetails.input, llm.usageDetails.output, llm.usageDetails.total], ['GENERATION', 'gpt-4o-mini', 100, 20, 120]);
assert.ok(Math.abs(llm.calculatedTotalCost - (100 * 0.15 + 20 * 0.6) / 1e6) < 1e-12, `cost ${llm.calculatedTotalCost}`);
assert.deepEqual(llm.output, { role: 'assistant', content: 'hi' });
assert.ok(llm.completionStartTime && llm.endTime);
assert.equal(one(stored, 'priced').calculatedTotalCost, 0.75);
assert.equal(one(stored, 'cache miss').level, 'WARNING');

const fetched = await langfuse.fetchTrace(root.id);
assert.equal(fetched.data.observations.length, 4);
assert.equal((await langfuse.fetchTraces({ userId: 'ada', name: 'old generation' })).data.length, 1);
assert.equal((await langfuse.fetchObservations({ traceId: root.id, type: 'GENERATION' })).data.length, 2);
assert.equal((await langfuse.fetchSessions()).data.some(session => session.id === 's-old'), true);
assert.ok(trace);
console.log('ok');
