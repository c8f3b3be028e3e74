import assert from 'node:assert/strict';
import { LangfuseMedia } from '@langfuse/core';
import { startObservation } from '@langfuse/tracing';
import { get, one, trace } from '../check.mjs';
import { flush } from './otel.mjs';

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const audio = new LangfuseMedia({ source: 'bytes', contentBytes: Buffer.from('not really a sound'), contentType: 'audio/wav' });
const generation = startObservation('look', {
  model: 'gpt-4o-mini',
  input: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel.toString('base64')}` } }] }],
  metadata: { audio },
}, { asType: 'generation' });
generation.update({ output: 'a pixel' }).end();
await flush();

const stored = one(await trace(generation.traceId, 1), 'look');
const reference = stored.input[0].content[1].image_url.url;
const [, type, id] = /^@@@langfuseMedia:type=([^|]+)\|id=([^|]+)\|source=\w+@@@$/.exec(reference) ?? assert.fail(reference);
assert.equal(type, 'image/png');
const media = await get(`media/${id}`);
assert.equal(media.contentType, 'image/png');
assert.equal(media.contentLength, pixel.length);
const content = await fetch(media.url);
assert.equal(content.status, 200);
assert.equal(content.headers.get('content-type'), 'image/png');
assert.deepEqual(Buffer.from(await content.arrayBuffer()), pixel);
const sound = /id=([^|]+)\|/.exec(JSON.stringify(stored.metadata.audio ?? stored.metadata))[1];
assert.equal((await get(`media/${sound}`)).contentType, 'audio/wav');
console.log('ok');
