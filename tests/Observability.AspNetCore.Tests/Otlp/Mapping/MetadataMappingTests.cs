using System.Text.Json;
using Observability.AspNetCore.Otlp;
using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp.Mapping;

public sealed class MetadataMappingTests
{
    private const string Origin = "\"resourceAttributes\":{\"service.name\":\"shop\"},\"scope\":{\"name\":\"tests\",\"version\":\"1.2.3\",\"attributes\":{}}";

    [Fact]
    public void Metadata_OfAForeignSpan_KeepsWhatHasNoOtherPlace()
    {
        var metadata = Map(
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.usage.input_tokens", 12),
            ("gen_ai.input.messages", "[]"),
            ("gen_ai.prompt.0.content", "hello"),
            ("list", new object?[] { 1, "two", false, 4.5, new Dictionary<string, object?> { ["a"] = Array.Empty<object?>() } }),
            ("bytes", new byte[] { 1, 2, 3 }),
            ("user.id", "u1"));

        Assert.Equal(
            """{"attributes":{"gen_ai.operation.name":"chat","gen_ai.usage.input_tokens":12,"list":[1,"two",false,4.5,{"a":[]}],"bytes":"AQID"},""" + Origin + "}",
            metadata);
    }

    [Fact]
    public void Metadata_OfTheLangfuseSdk_IsItsOwnAndWhereItComesFrom()
    {
        var metadata = Map(
            ("langfuse.observation.type", "generation"),
            ("langfuse.observation.metadata", """{"a":1,"b":{"c":[2]}}"""),
            ("langfuse.observation.metadata.a", "2"),
            ("langfuse.observation.metadata.nested", """{"x":true}"""),
            ("langfuse.observation.metadata.scope", "not this"),
            ("langfuse.metadata.old", "yes"),
            ("langfuse.trace.name", "t"));

        Assert.Equal("""{"a":"2","b":{"c":[2]},"nested":{"x":true},"old":"yes",""" + Origin + "}", metadata);
    }

    [Fact]
    public void Metadata_OfAnExperiment_StaysAtTheTopUnderItsNames()
    {
        var metadata = JsonDocument.Parse(Map(
            ("langfuse.experiment.id", "exp-1"),
            ("langfuse.experiment.name", "first"),
            ("langfuse.experiment.dataset.id", "ds"),
            ("langfuse.experiment.item.id", "item"),
            ("langfuse.experiment.metadata", """{"model":"m"}"""),
            ("langfuse.experiment.item.expected_output", "\"Paris\""),
            ("langfuse.experiment.item.root_observation_id", "b7ad6b7169203331"))).RootElement;

        Assert.Equal("exp-1", metadata.GetProperty("langfuse.experiment.id").GetString());
        Assert.Equal("m", metadata.GetProperty("langfuse.experiment.metadata").GetProperty("model").GetString());
        Assert.Equal("\"Paris\"", metadata.GetProperty("langfuse.experiment.item.expected_output").GetString());
        Assert.Equal("b7ad6b7169203331", metadata.GetProperty("langfuse.experiment.item.root_observation_id").GetString());
    }

    [Fact]
    public void Metadata_OfTheVercelSdk_LosesItsPrefixAndKeepsTools()
    {
        var metadata = Map(
            ("ai.telemetry.metadata.flow", "checkout"),
            ("ai.telemetry.metadata.userId", "u"),
            ("ai.prompt.tools", """[{"name":"a"}]"""));

        Assert.Equal("""{"flow":"checkout","tools":[{"name":"a"}],""" + Origin + "}", metadata);
    }

    [Fact]
    public void Metadata_OtherEvents_AreKept()
    {
        var span = new SpanSketch { Events = [("cache.miss", new() { ["key"] = 7 }), ("gen_ai.user.message", new() { ["content"] = "hi" })] };

        var metadata = new RequestSketch(span).Map().Single().Observation.Metadata!.ToElement();

        var kept = Assert.Single(metadata.GetProperty("events").EnumerateArray());
        Assert.Equal("cache.miss", kept.GetProperty("name").GetString());
        Assert.Equal(7, kept.GetProperty("attributes").GetProperty("key").GetInt32());
    }

    [Fact]
    public void Metadata_ResourceTooLarge_IsMarkedAndNotRepeated()
    {
        var request = new RequestSketch(new SpanSketch()) { Resource = new() { ["huge"] = new string('x', OtlpLimits.MaxOriginBytes) } };

        var metadata = request.Map().Single().Observation.Metadata!;

        Assert.True(metadata.Length < 1_000);
        Assert.StartsWith("[cut: ", metadata.ToElement().GetProperty("resourceAttributes").GetProperty("cut").GetString(), StringComparison.Ordinal);
    }

    private static string Map(params (string, object?)[] attributes) => RequestSketch.Map("tests", attributes).Metadata!.ToString();
}
