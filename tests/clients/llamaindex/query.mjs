// Retrieval and synthesis by LlamaIndex.TS, traced by OpenLLMetry.
import assert from 'node:assert/strict';
import * as llamaindex from 'llamaindex';
import * as openai from '@llamaindex/openai';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { LlamaIndexInstrumentation } from '@traceloop/instrumentation-llamaindex';
import { startOpenAIStub } from '../openaiStub.mjs';
import { one, trace, tree } from '../check.mjs';

const headers = { authorization: 'Basic ' + Buffer.from(`${process.env.LANGFUSE_PUBLIC_KEY}:${process.env.LANGFUSE_SECRET_KEY}`).toString('base64') };
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: process.env.LANGFUSE_BASE_URL + '/api/public/otel/v1/traces', headers }))] });
provider.register();
const instrumentation = new LlamaIndexInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(llamaindex, openai);

const stub = await startOpenAIStub();
llamaindex.Settings.llm = new openai.OpenAI({ model: 'gpt-4o-mini', apiKey: 'none', baseURL: stub.baseURL });
llamaindex.Settings.embedModel = new openai.OpenAIEmbedding({ apiKey: 'none', baseURL: stub.baseURL }); // Asked for by every index; a summary calls none.
const index = await llamaindex.SummaryIndex.fromDocuments([new llamaindex.Document({ text: 'The capital of France is Paris.', id_: 'france' })]);
let id;
await provider.getTracer('app').startActiveSpan('request', async span => {
  id = span.spanContext().traceId;
  const answer = await index.asQueryEngine().query({ query: 'What is the capital of France?' });
  assert.equal(answer.toString(), 'Paris it is');
  span.end();
});
await provider.shutdown();
stub.stop();

const stored = await trace(id, 6);
assert.equal(
  tree(stored, observation => `${observation.name} ${observation.type}`),
  'request SPAN[retriever_query_engine.query CHAIN[compact_and_refine.synthesize SPAN[chat gpt-4o-mini GENERATION], retriever_query_engine.retrieve SPAN[summary_index_retriever.retrieve SPAN]]]');
const query = one(stored, 'retriever_query_engine.query');
assert.equal(query.input.kwargs.query, 'What is the capital of France?');
assert.equal(query.output.message.content, 'Paris it is');
assert.equal(one(stored, 'summary_index_retriever.retrieve').output[0].node.text, 'The capital of France is Paris.');
const chat = one(stored, 'chat gpt-4o-mini');
assert.match(chat.model, /^gpt-4o-mini/);
assert.deepEqual([chat.usageDetails.input, chat.usageDetails.output, chat.usageDetails.total], [12, 5, 17]);
assert.ok(chat.calculatedTotalCost > 0 && Math.abs(stored.totalCost - chat.calculatedTotalCost) < 1e-12);
assert.match(JSON.stringify(chat.input), /The capital of France is Paris.*What is the capital of France/s);
assert.match(JSON.stringify(chat.output), /Paris it is/);
console.log('ok');
