// Two runs of one dataset by the published SDK; what compares them is in ExperimentTests.cs.
import assert from 'node:assert/strict';
import { LangfuseClient } from '@langfuse/client';
import { get, until } from '../check.mjs';
import { flush } from './otel.mjs';

const count = 40;
const langfuse = new LangfuseClient();
await langfuse.api.datasets.create({ name: 'sums' });
for (let i = 1; i <= count; i++) {
  await langfuse.api.datasetItems.create({ datasetName: 'sums', id: `sum-${i}`, input: { i }, expectedOutput: `${i + i}` });
}

const dataset = await langfuse.dataset.get('sums');
assert.equal(dataset.items.length, count);

/** A run that is right up to a number, and one too high beyond it. */
const run = (name, rightUpTo) => langfuse.experiment.run({
  name, runName: name, data: dataset.items,
  task: async ({ input }) => `${input.i + input.i + (input.i <= rightUpTo ? 0 : 1)}`,
  evaluators: [async ({ output, expectedOutput }) => [
    { name: 'exact', value: output === expectedOutput ? 1 : 0, dataType: 'BOOLEAN' },
    { name: 'distance', value: Math.abs(Number(output) - Number(expectedOutput)) },
  ]],
});

for (const [name, rightUpTo] of [['before', 24], ['after', 36]]) {
  const result = await run(name, rightUpTo);
  assert.equal(result.itemResults.length, count);
}

await flush();
await langfuse.flush();
for (const name of ['before', 'after']) {
  await until(() => get(`datasets/sums/runs/${name}`), found => found.datasetRunItems.length === count, `a run ${name} of ${count} items`);
}

for (const name of ['exact', 'distance']) {
  await until(() => get(`v2/scores?name=${name}&limit=100`), found => found.meta.totalItems === 2 * count, `${2 * count} scores named ${name}`);
}

console.log('ok');
