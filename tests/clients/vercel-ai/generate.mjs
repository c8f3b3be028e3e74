import assert from 'node:assert/strict';
import { generateText, stepCountIs, tool } from 'ai';
import { MockLanguageModelV2 } from 'ai/test';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { z } from 'zod';
import { trace, tree } from '../check.mjs';

const headers = { authorization: 'Basic ' + Buffer.from(`${process.env.LANGFUSE_PUBLIC_KEY}:${process.env.LANGFUSE_SECRET_KEY}`).toString('base64') };
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: process.env.LANGFUSE_BASE_URL + '/api/public/otel/v1/traces', headers }))] });
provider.register();

let call = 0;
const model = new MockLanguageModelV2({
  modelId: 'gpt-4o-mini', provider: 'openai.chat',
  doGenerate: async () => call++ === 0
    ? { finishReason: 'tool-calls', usage: { inputTokens: 60, outputTokens: 7, totalTokens: 67 }, warnings: [], content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'weather', input: '{"city":"Paris"}' }] }
    : { finishReason: 'stop', usage: { inputTokens: 90, outputTokens: 7, totalTokens: 97, cachedInputTokens: 40 }, warnings: [], content: [{ type: 'text', text: 'Sunny in Paris.' }] },
});
const tracer = provider.getTracer('ai');
let id;
await tracer.startActiveSpan('request', async span => {
  id = span.spanContext().traceId;
  const result = await generateText({
    model, prompt: 'Weather in Paris?', stopWhen: stepCountIs(3),
    tools: { weather: tool({ description: 'weather', inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => ({ city, sky: 'sunny' }) }) },
    experimental_telemetry: { isEnabled: true, functionId: 'weather-agent', metadata: { userId: 'ada', sessionId: 's-ai', tags: ['vercel'] } },
  });
  assert.equal(result.text, 'Sunny in Paris.');
  span.end();
});
await provider.shutdown();

const stored = await trace(id, 5);
assert.equal(tree(stored, observation => observation.type), 'SPAN[SPAN[GENERATION, GENERATION, TOOL]]');
const generations = stored.observations.filter(observation => observation.type === 'GENERATION').sort((a, b) => Number(/Sunny/.test(JSON.stringify(a.output))) - Number(/Sunny/.test(JSON.stringify(b.output))));
assert.deepEqual(generations.map(generation => generation.model), ['gpt-4o-mini', 'gpt-4o-mini']);
assert.equal(generations[0].usageDetails.input, 60);
assert.equal(generations[1].usageDetails.input + (generations[1].usageDetails.input_cached_tokens ?? 0), 90);
assert.match(JSON.stringify(generations[0].input), /Weather in Paris/);
assert.match(JSON.stringify(generations[1].output), /Sunny in Paris/);
const weather = stored.observations.find(observation => observation.type === 'TOOL');
assert.equal(weather.name, 'weather');
assert.deepEqual(weather.input, { city: 'Paris' });
assert.deepEqual(weather.output, { city: 'Paris', sky: 'sunny' });
assert.ok(stored.totalCost > 0);
console.log('ok');
