// OpenTelemetry with Langfuse's span processor, as its documentation sets it up.
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export const processor = new LangfuseSpanProcessor({ environment: 'clients', release: 'r1' });
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();

export const flush = () => processor.forceFlush();
