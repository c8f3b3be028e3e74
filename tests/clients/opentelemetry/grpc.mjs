import { context, SpanStatusCode, trace as api } from '@opentelemetry/api';
import { credentials, Metadata } from '@grpc/grpc-js';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { checkRun, record } from './run.mjs';

const metadata = new Metadata();
metadata.set('authorization', 'Basic ' + Buffer.from(`${process.env.LANGFUSE_PUBLIC_KEY}:${process.env.LANGFUSE_SECRET_KEY}`).toString('base64'));
const exporter = new OTLPTraceExporter({ url: process.env.OTLP_GRPC_URL, credentials: credentials.createInsecure(), metadata });
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
const id = record(provider.getTracer('my-app', '1.2'), { api, context, SpanStatusCode });
await provider.shutdown();
await checkRun(id);
console.log('ok');
