import assert from 'node:assert/strict';
import { Langfuse } from 'langfuse';

const langfuse = new Langfuse({ baseUrl: process.env.LANGFUSE_BASEURL });
await langfuse.createPrompt({ name: 'old-prompt', prompt: 'Hello {{name}}', labels: ['production'], config: { a: 1 } });
const prompt = await langfuse.getPrompt('old-prompt', undefined, { cacheTtlSeconds: 0 });
assert.equal(prompt.compile({ name: 'Ada' }), 'Hello Ada');
await langfuse.createPrompt({ name: 'old-prompt', prompt: 'Hi {{name}}', labels: [] });
await langfuse.updatePrompt({ name: 'old-prompt', version: 2, newLabels: ['production'] });
assert.equal((await langfuse.getPrompt('old-prompt', undefined, { cacheTtlSeconds: 0 })).version, 2);
const root = langfuse.trace({ name: 'linked v3' });
root.generation({ name: 'made from a prompt', prompt }).end();

await langfuse.createDataset({ name: 'old-dataset', metadata: { a: 1 } });
await langfuse.createDatasetItem({ datasetName: 'old-dataset', id: 'old-item', input: 'x', expectedOutput: 'y' });
const dataset = await langfuse.getDataset('old-dataset');
assert.equal(dataset.items.length, 1);
await langfuse.flushAsync();
await dataset.items[0].link(root, 'old run', { description: 'by the old client' });
const run = await langfuse.getDatasetRun({ datasetName: 'old-dataset', runName: 'old run' });
assert.equal(run.datasetRunItems[0].traceId, root.id);
await langfuse.shutdownAsync();

const { get, until } = await import('../check.mjs');
const stored = await until(() => get(`traces/${root.id}`), found => found.observations.length === 1, 'the linked generation');
assert.deepEqual([stored.observations[0].promptName, stored.observations[0].promptVersion], ['old-prompt', 1]);
console.log('ok');
