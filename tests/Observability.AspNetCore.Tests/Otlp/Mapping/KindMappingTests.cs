using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp.Mapping;

public sealed class KindMappingTests
{
    [Theory]
    [InlineData("langfuse.observation.type", "span", ObservationKind.Span)]
    [InlineData("langfuse.observation.type", "generation", ObservationKind.Generation)]
    [InlineData("langfuse.observation.type", "event", ObservationKind.Event)]
    [InlineData("langfuse.observation.type", "agent", ObservationKind.Agent)]
    [InlineData("langfuse.observation.type", "tool", ObservationKind.Tool)]
    [InlineData("langfuse.observation.type", "chain", ObservationKind.Chain)]
    [InlineData("langfuse.observation.type", "retriever", ObservationKind.Retriever)]
    [InlineData("langfuse.observation.type", "embedding", ObservationKind.Embedding)]
    [InlineData("langfuse.observation.type", "evaluator", ObservationKind.Evaluator)]
    [InlineData("langfuse.observation.type", "guardrail", ObservationKind.Guardrail)]
    [InlineData("langfuse.observation.type", "dream", ObservationKind.Span)]
    [InlineData("openinference.span.kind", "LLM", ObservationKind.Generation)]
    [InlineData("openinference.span.kind", "RETRIEVER", ObservationKind.Retriever)]
    [InlineData("openinference.span.kind", "GUARDRAIL", ObservationKind.Guardrail)]
    [InlineData("gen_ai.operation.name", "chat", ObservationKind.Generation)]
    [InlineData("gen_ai.operation.name", "completion", ObservationKind.Generation)]
    [InlineData("gen_ai.operation.name", "text_completion", ObservationKind.Generation)]
    [InlineData("gen_ai.operation.name", "generate_content", ObservationKind.Generation)]
    [InlineData("gen_ai.operation.name", "chat.completions", ObservationKind.Generation)]
    [InlineData("gen_ai.operation.name", "embeddings", ObservationKind.Embedding)]
    [InlineData("gen_ai.operation.name", "invoke_agent", ObservationKind.Agent)]
    [InlineData("gen_ai.operation.name", "create_agent", ObservationKind.Agent)]
    [InlineData("gen_ai.operation.name", "execute_tool", ObservationKind.Tool)]
    [InlineData("ai.operationId", "ai.generateText.doGenerate", ObservationKind.Generation)]
    [InlineData("ai.operationId", "ai.streamText.doStream", ObservationKind.Generation)]
    [InlineData("ai.operationId", "ai.embedMany.doEmbed", ObservationKind.Embedding)]
    [InlineData("ai.operationId", "ai.toolCall", ObservationKind.Tool)]
    [InlineData("ai.operationId", "ai.streamText", ObservationKind.Span)]
    [InlineData("operation.name", "ai.generateText.doGenerate my-function", ObservationKind.Generation)]
    [InlineData("gen_ai.tool.name", "get_weather", ObservationKind.Tool)]
    [InlineData("gen_ai.tool.call.id", "call_1", ObservationKind.Tool)]
    [InlineData("traceloop.span.kind", "workflow", ObservationKind.Chain)]
    [InlineData("traceloop.span.kind", "tool", ObservationKind.Tool)]
    [InlineData("llm.request.type", "embedding", ObservationKind.Embedding)]
    [InlineData("mlflow.spanType", "\"CHAT_MODEL\"", ObservationKind.Generation)]
    [InlineData("gen_ai.request.model", "gpt-4o", ObservationKind.Generation)]
    [InlineData("gen_ai.response.model", "gpt-4o", ObservationKind.Generation)]
    [InlineData("llm.model_name", "gpt-4o", ObservationKind.Generation)]
    [InlineData("model", "gpt-4o", ObservationKind.Generation)]
    [InlineData("langfuse.observation.model.name", "gpt-4o", ObservationKind.Generation)]
    [InlineData("http.request.method", "GET", ObservationKind.Span)]
    public void Kind_OneAttribute_SaysIt(string name, string value, ObservationKind kind)
    {
        Assert.Equal(kind, RequestSketch.Map("tests", (name, value)).Kind);
    }

    [Fact]
    public void Kind_SeveralAttributes_TheFirstOfTheListCounts()
    {
        (string, object?)[] all =
        [
            ("model", "gpt-4o"),
            ("gen_ai.tool.name", "get"),
            ("ai.operationId", "ai.embed.doEmbed"),
            ("gen_ai.operation.name", "invoke_agent"),
            ("openinference.span.kind", "CHAIN"),
            ("langfuse.observation.type", "evaluator"),
        ];

        Assert.Equal(
            [ObservationKind.Evaluator, ObservationKind.Chain, ObservationKind.Agent, ObservationKind.Embedding, ObservationKind.Tool, ObservationKind.Generation],
            Enumerable.Range(0, all.Length).Select(dropped => RequestSketch.Map("tests", all[..^dropped]).Kind));
    }

    [Theory]
    [InlineData("Microsoft.SemanticKernel", "InvokePromptAsync_c844e040ffbe49579d69ce646f7ee953", ObservationKind.Chain, "InvokePromptAsync")]
    [InlineData("Microsoft.SemanticKernel", "get", ObservationKind.Tool, "get")]
    [InlineData("elsewhere", "InvokePromptAsync_c844e040ffbe49579d69ce646f7ee953", ObservationKind.Tool, "InvokePromptAsync_c844e040ffbe49579d69ce646f7ee953")]
    public void Kind_PromptOfSemanticKernel_IsNoTool(string scope, string function, ObservationKind kind, string name)
    {
        var observation = RequestSketch.Map(scope, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", function));

        Assert.Equal(kind, observation.Kind);
        Assert.Equal(name, observation.Name);
    }
}
