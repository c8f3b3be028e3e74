// Plain OpenTelemetry: no SDK of an observability product, only the exporter's address and headers.
import assert from 'node:assert/strict';
import { context, SpanStatusCode, trace as api } from '@opentelemetry/api';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { checkRun, record } from './run.mjs';

const headers = { authorization: 'Basic ' + Buffer.from(`${process.env.LANGFUSE_PUBLIC_KEY}:${process.env.LANGFUSE_SECRET_KEY}`).toString('base64') };
for (const path of ['/api/public/otel/v1/traces', '/v1/traces']) {
  const exporter = new OTLPTraceExporter({ url: process.env.LANGFUSE_BASE_URL + path, headers, compression: CompressionAlgorithm.GZIP });
  const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
  const id = record(provider.getTracer('my-app', '1.2'), { api, context, SpanStatusCode });
  await provider.shutdown();
  await checkRun(id);
}
assert.ok(true);
console.log('ok');
