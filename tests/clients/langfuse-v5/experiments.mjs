import assert from 'node:assert/strict';
import { LangfuseClient } from '@langfuse/client';
import { get, trace, until } from '../check.mjs';
import { flush } from './otel.mjs';

const langfuse = new LangfuseClient();
await langfuse.api.datasets.create({ name: 'capitals', description: 'Countries and capitals', metadata: { owner: 'ada' } });
for (const [country, capital] of [['France', 'Paris'], ['Italy', 'Rome'], ['Spain', 'Madrid']]) {
  await langfuse.api.datasetItems.create({ datasetName: 'capitals', id: `item-${country}`, input: { country }, expectedOutput: capital, metadata: { continent: 'Europe' } });
}

const dataset = await langfuse.dataset.get('capitals');
assert.equal(dataset.items.length, 3);
assert.deepEqual(dataset.metadata, { owner: 'ada' });

const answers = { France: 'Paris', Italy: 'Milan', Spain: 'Madrid' };
const result = await dataset.runExperiment({
  name: 'baseline', runName: 'baseline 1', description: 'What it can do today', metadata: { model: 'stub' },
  task: async ({ input }) => answers[input.country],
  evaluators: [async ({ output, expectedOutput }) => ({ name: 'exact', value: output === expectedOutput ? 1 : 0, comment: `${output}` })],
  runEvaluators: [async ({ itemResults }) => ({ name: 'accuracy', value: itemResults.filter(item => item.evaluations[0].value === 1).length / itemResults.length })],
});
assert.equal(result.itemResults.length, 3);
assert.match(await result.format(), /accuracy/);
await flush();
await langfuse.flush();

const run = await until(() => get('datasets/capitals/runs/' + encodeURIComponent('baseline 1')), found => found.datasetRunItems.length === 3, 'a run of three items');
assert.equal(run.description, 'What it can do today');
assert.deepEqual(run.datasetRunItems.map(item => item.datasetItemId).sort(), ['item-France', 'item-Italy', 'item-Spain']);
const exact = await until(async () => (await get('v2/scores?name=exact')).data, scores => scores.length === 3, 'three scores');
assert.equal(exact.reduce((sum, score) => sum + score.value, 0), 2);
const accuracy = await until(async () => (await get(`v2/scores?datasetRunId=${run.id}`)).data, scores => scores.length === 1, 'the score of the run');
assert.ok(Math.abs(accuracy[0].value - 2 / 3) < 1e-9);

const experiments = await until(
  async () => (await get('experiments?fromStartTime=2020-01-01T00:00:00Z')).data, found => found.length === 1 && found[0].itemCount === 3, 'one experiment of three items');
assert.equal(experiments[0].id, run.id);
assert.equal(experiments[0].name, 'baseline 1');
assert.equal(experiments[0].datasetId, dataset.id);
const { data: items } = await get(`experiment-items?experimentId=${run.id}&fields=core,io`);
assert.deepEqual(
  items.map(found => [found.experimentItemId, found.input.country, found.output, found.expectedOutput]).sort(),
  [['item-France', 'France', 'Paris', 'Paris'], ['item-Italy', 'Italy', 'Milan', 'Rome'], ['item-Spain', 'Spain', 'Madrid', 'Madrid']]);

const item = run.datasetRunItems.find(candidate => candidate.datasetItemId === 'item-Italy');
const stored = await trace(item.traceId, 1);
assert.equal(stored.output, 'Milan');
assert.deepEqual(stored.input, { country: 'Italy' });
assert.equal(stored.environment, 'sdk-experiment');

// Data of the caller's own, without a dataset.
const local = await langfuse.experiment.run({
  name: 'local', data: [{ input: 'a', expectedOutput: 'A' }, { input: 'b', expectedOutput: 'B' }],
  task: async ({ input }) => input.toUpperCase(),
  evaluators: [async ({ output, expectedOutput }) => ({ name: 'upper', value: output === expectedOutput ? 1 : 0, dataType: 'BOOLEAN' })],
});
assert.deepEqual(local.itemResults.map(result => result.output), ['A', 'B']);
await flush();
await langfuse.flush();
const upper = await until(async () => (await get('v2/scores?name=upper')).data, scores => scores.length === 2, 'two scores');
assert.deepEqual(upper.map(score => score.stringValue), ['True', 'True']);
console.log('ok');
