using Observability.AspNetCore.Otlp.Mapping;
using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp.Mapping;

/// <summary>The fields that are one attribute or another.</summary>
public sealed class FieldMappingTests
{
    [Theory]
    [InlineData("gen_ai.tool.name=get;logfire.msg=msg;ai.toolCall.name=call;ai.operationId=op", "get")]
    [InlineData("logfire.msg=msg;ai.toolCall.name=call;ai.operationId=op", "msg")]
    [InlineData("ai.toolCall.name=call;ai.operationId=op", "call")]
    [InlineData("ai.operationId=ai.streamText;ai.telemetry.functionId=answer", "answer:ai.streamText")]
    [InlineData("ai.operationId=ai.streamText", "ai.streamText")]
    [InlineData("", "work")]
    public void Name_FirstOfTheList_Counts(string attributes, string name) => Assert.Equal(name, Map(attributes).Name);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Name_Blank_IsSaid(string name)
    {
        var observation = new RequestSketch(new SpanSketch { Name = name }).Map().Single().Observation;

        Assert.Equal(NameMapping.Unnamed, observation.Name);
    }

    [Theory]
    [InlineData("langfuse.observation.model.name=a;gen_ai.response.model=b;gen_ai.request.model=c", "a")]
    [InlineData("gen_ai.response.model=b;ai.model.id=d;gen_ai.request.model=c", "b")]
    [InlineData("ai.model.id=d;gen_ai.request.model=c", "d")]
    [InlineData("gen_ai.request.model=c;llm.model_name=e", "c")]
    [InlineData("llm.model_name=e;model=f", "e")]
    [InlineData("model=f", "f")]
    [InlineData("", null)]
    public void Model_FirstOfTheList_Counts(string attributes, string? model) => Assert.Equal(model, Map(attributes).Model);

    [Theory]
    [InlineData("gen_ai.provider.name=aws.bedrock;gen_ai.system=openai", "aws.bedrock")]
    [InlineData("gen_ai.system=OpenAI", "openai")]
    [InlineData("gen_ai.system=az.ai.inference", "azure.ai.inference")]
    [InlineData("ai.model.provider=openai.chat", "openai")]
    [InlineData("ai.model.provider=google.generative-ai", "gcp.gemini")]
    [InlineData("ai.model.provider=google.vertex.chat", "gcp.vertex_ai")]
    [InlineData("ai.model.provider=amazon-bedrock", "aws.bedrock")]
    [InlineData("llm.provider=anthropic", "anthropic")]
    [InlineData("llm.system=mistralai", "mistral_ai")]
    public void Provider_AnyNaming_IsTheConventions(string attributes, string provider) => Assert.Equal(provider, Map(attributes).Provider);

    [Theory]
    [InlineData("gen_ai.response.finish_reasons", "[\"tool_calls\"]", "tool_calls")]
    [InlineData("gen_ai.response.finish_reason", "[\"ToolCalls\"]", "tool_calls")]
    [InlineData("gen_ai.response.finish_reasons", "STOP", "stop")]
    [InlineData("ai.response.finishReason", "tool-calls", "tool-calls")]
    [InlineData("gen_ai.response.finish_reasons", "[MAX_TOKENS]", "max_tokens")]
    [InlineData("gen_ai.response.finish_reasons", "[]", null)]
    public void FinishReason_AnyNaming_IsOneWord(string name, string value, string? reason) => Assert.Equal(reason, RequestSketch.Map("tests", (name, value)).FinishReason);

    [Fact]
    public void FinishReason_List_TheFirstCounts() =>
        Assert.Equal("length", RequestSketch.Map("tests", ("gen_ai.response.finish_reasons", new object?[] { "length", "stop" })).FinishReason);

    [Theory]
    [InlineData("", "production", "production")]
    [InlineData("deployment.environment=dev", "production", "production")]
    [InlineData("deployment.environment=dev", "", "dev")]
    [InlineData("deployment.environment.name=Stage 2;deployment.environment=dev", "", "stage-2")]
    [InlineData("langfuse.environment=sdk-experiment;deployment.environment=dev", "", "sdk-experiment")]
    [InlineData("langfuse.environment=langfuse-evil", "", "default")]
    [InlineData("langfuse.environment=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeee", "", "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd")]
    [InlineData("", "", "default")]
    public void Environment_SpanThenResource_IsAValidName(string attributes, string resource, string environment)
    {
        var request = new RequestSketch(new SpanSketch { Attributes = Parse(attributes) }) { Resource = new() { ["deployment.environment.name"] = resource } };

        Assert.Equal(environment, request.Map().Single().Observation.Environment);
    }

    [Fact]
    public void VersionAndRelease_SpanThenResource()
    {
        var span = new SpanSketch();
        var own = new SpanSketch { Attributes = new() { ["langfuse.version"] = "9", ["langfuse.release"] = "r9" } };
        var resource = new Dictionary<string, object?> { ["service.version"] = "1.0", ["langfuse.release"] = "r1" };

        var observations = new RequestSketch(span, own) { Resource = resource }.Map();

        Assert.Equal(("1.0", "r1"), (observations[0].Observation.Version, observations[0].Observation.Release));
        Assert.Equal(("9", "r9"), (observations[1].Observation.Version, observations[1].Observation.Release));
    }

    [Theory]
    [InlineData("langfuse.user.id=a;user.id=b", "a")]
    [InlineData("user.id=b;ai.telemetry.metadata.userId=c", "b")]
    [InlineData("langfuse.trace.metadata.langfuse_user_id=d", "d")]
    [InlineData("ai.telemetry.metadata.userId=c", "c")]
    [InlineData("user.id= ", null)]
    public void User_FirstOfTheList_Counts(string attributes, string? user) => Assert.Equal(user, Map(attributes).UserId?.Value);

    [Theory]
    [InlineData("langfuse.session.id=a;session.id=b", "a")]
    [InlineData("session.id=b;gen_ai.conversation.id=c", "b")]
    [InlineData("gen_ai.conversation.id=c;ai.telemetry.metadata.sessionId=d", "c")]
    [InlineData("ai.telemetry.metadata.sessionId=d", "d")]
    [InlineData("", null)]
    public void Session_FirstOfTheList_Counts(string attributes, string? session) => Assert.Equal(session, Map(attributes).SessionId?.Value);

    [Theory]
    [InlineData("langfuse.trace.tags")]
    [InlineData("langfuse.tags")]
    [InlineData("tag.tags")]
    [InlineData("ai.telemetry.metadata.tags")]
    public void Tags_InAnyForm_AreAList(string name)
    {
        object[] forms = [new object?[] { "x", "y" }, "[\"x\",\"y\"]", "x, y", "x,y,,x"];

        Assert.All(forms, form => Assert.Equal(["x", "y"], RequestSketch.Map("tests", (name, form)).Tags));
    }

    [Theory]
    [InlineData("DEBUG", ObservationLevel.Debug)]
    [InlineData("TRACE", ObservationLevel.Debug)]
    [InlineData("verbose", ObservationLevel.Debug)]
    [InlineData("DEFAULT", ObservationLevel.Default)]
    [InlineData("INFO", ObservationLevel.Default)]
    [InlineData("OK", ObservationLevel.Default)]
    [InlineData("WARN", ObservationLevel.Warning)]
    [InlineData("WARNING", ObservationLevel.Warning)]
    [InlineData("ERROR", ObservationLevel.Error)]
    [InlineData("FATAL", ObservationLevel.Error)]
    [InlineData("CRITICAL", ObservationLevel.Error)]
    [InlineData("LOUD", ObservationLevel.Error)]
    public void Level_Named_GoesBeforeTheStatus(string level, ObservationLevel expected)
    {
        var span = new SpanSketch { StatusCode = 2, Attributes = new() { ["langfuse.observation.level"] = level } };

        Assert.Equal(expected, new RequestSketch(span).Map().Single().Observation.Level);
    }

    [Fact]
    public void Failure_StatusAndException_AreSaid()
    {
        var thrown = new SpanSketch
        {
            StatusCode = 2,
            Events = [("exception", new() { ["exception.type"] = "System.IO.IOException", ["exception.message"] = "The disk is full.", ["exception.stacktrace"] = "at A()" })],
        };
        var said = new SpanSketch { StatusCode = 2, StatusMessage = "refused", Attributes = new() { ["error.type"] = "429" } };

        var observations = new RequestSketch(thrown, said).Map();

        Assert.Equal((ObservationStatus.Failed, ObservationLevel.Error), (observations[0].Observation.Status, observations[0].Observation.Level));
        Assert.Equal(("The disk is full.", "System.IO.IOException"), (observations[0].Observation.StatusMessage, observations[0].Observation.ErrorType));
        Assert.Contains("at A()", observations[0].Observation.Metadata!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("refused", "429"), (observations[1].Observation.StatusMessage, observations[1].Observation.ErrorType));
    }

    [Theory]
    [InlineData("langfuse.observation.completion_start_time", "\"2026-03-04T10:00:00.623456789Z\"", 500)]
    [InlineData("langfuse.observation.completion_start_time", "2026-03-04T11:00:00.623456+01:00", 500)]
    [InlineData("ai.response.msToFirstChunk", "250", 250)]
    [InlineData("ai.stream.msToFirstChunk", "250", 250)]
    [InlineData("gen_ai.response.time_to_first_chunk", "0.25", 250)]
    [InlineData("ai.response.msToFirstChunk", "-3", null)]
    [InlineData("ai.response.msToFirstChunk", "soon", null)]
    [InlineData("langfuse.observation.completion_start_time", "soon", null)]
    public void FirstToken_InAnyForm_IsAnInstant(string name, string value, int? milliseconds)
    {
        var observation = RequestSketch.Map("tests", (name, value));

        Assert.Equal(milliseconds is { } after ? observation.StartTime.AddMilliseconds(after) : null, observation.FirstTokenTime);
    }

    [Theory]
    [InlineData("langfuse.observation.prompt.name=greeting;langfuse.observation.prompt.version=3", "greeting", 3)]
    [InlineData("langfuse.prompt.name=greeting;langfuse.prompt.version=3", "greeting", 3)]
    [InlineData("ai.telemetry.metadata.langfusePrompt={\"name\":\"greeting\",\"version\":3,\"isFallback\":false}", "greeting", 3)]
    [InlineData("langfuse.prompt.name=greeting", null, 0)]
    [InlineData("langfuse.prompt.name=greeting;langfuse.prompt.version=0", null, 0)]
    [InlineData("langfuse.prompt.version=3", null, 0)]
    public void Prompt_NameAndVersion_AreALink(string attributes, string? name, int version) =>
        Assert.Equal(name is null ? null : new PromptLink(name, version), Map(attributes).Prompt);

    [Fact]
    public void Times_EndBeforeStart_AreOneInstant()
    {
        var observation = new RequestSketch(new SpanSketch { Start = 2_000_000_000_000_000_000, End = 1_900_000_000_000_000_000 }).Map().Single().Observation;

        Assert.Equal(observation.StartTime, observation.EndTime);
    }

    [Fact]
    public void Times_OneMissing_TheOtherStandsForIt()
    {
        var observations = new RequestSketch(new SpanSketch { Start = 0 }, new SpanSketch { End = 0 }).Map();

        Assert.Equal(observations[0].Observation.EndTime, observations[0].Observation.StartTime);
        Assert.Null(observations[1].Observation.EndTime);
    }

    private static ObservationRecord Map(string attributes) => RequestSketch.Map("tests", [.. Parse(attributes).Select(a => (a.Key, a.Value))]);

    private static Dictionary<string, object?> Parse(string attributes) =>
        attributes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => (object?)a[1]);
}
