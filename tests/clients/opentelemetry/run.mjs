// One agent run in the GenAI semantic conventions, and what must be stored of it.
import assert from 'node:assert/strict';
import { one, trace, tree } from '../check.mjs';

export function record(tracer, { api, context, SpanStatusCode }) {
  const root = tracer.startSpan('invoke_agent support', { attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'support', 'session.id': 's-otel', 'user.id': 'ada', 'gen_ai.usage.input_tokens': 999 } });
  const below = api.setSpan(context.active(), root);
  const chat = tracer.startSpan('chat gpt-4o-mini', {
    attributes: {
      'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-4o-mini', 'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
      'gen_ai.request.temperature': 0.5, 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 20, 'gen_ai.usage.cache_read.input_tokens': 40,
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be kind.' }]),
      'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] }]),
      'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: 'On its way.' }], finish_reason: 'stop' }]),
    },
  }, below);
  chat.end();
  const tool = tracer.startSpan('execute_tool lookup', { attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'lookup', 'gen_ai.tool.call.arguments': '{"order":7}', 'gen_ai.tool.call.result': '"shipped"' } }, below);
  tool.setStatus({ code: SpanStatusCode.ERROR, message: 'too late' });
  tool.end();
  root.end();
  return root.spanContext().traceId;
}

export async function checkRun(id) {
  const stored = await trace(id, 3);
  assert.equal(tree(stored, observation => observation.type), 'AGENT[GENERATION, TOOL]');
  assert.deepEqual([stored.userId, stored.sessionId], ['ada', 's-otel']);
  const chat = stored.observations.find(observation => observation.type === 'GENERATION');
  assert.equal(chat.model, 'gpt-4o-mini-2024-07-18');
  assert.equal(chat.usageDetails.input + (chat.usageDetails.input_cached_tokens ?? 0), 100);
  assert.equal(chat.usageDetails.output, 20);
  assert.ok(Math.abs(chat.calculatedTotalCost - (60 * 0.15 + 40 * 0.075 + 20 * 0.6) / 1e6) < 1e-12, `cost ${chat.calculatedTotalCost}`);
  assert.match(JSON.stringify(chat.input), /Be kind.*Where is my order/);
  assert.match(JSON.stringify(chat.output), /On its way/);
  assert.equal(Number(chat.modelParameters.temperature), 0.5);
  const tool = one(stored, 'lookup');
  assert.equal(tool.level, 'ERROR');
  assert.equal(tool.statusMessage, 'too late');
  assert.deepEqual(tool.input, { order: 7 });
  assert.equal(tool.output, 'shipped');
  assert.equal(stored.totalCost, chat.calculatedTotalCost);
}
