using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp.Mapping;

public sealed class TraceMappingTests
{
    [Fact]
    public void Trace_NothingBeyondItsObservations_HasNoRecord()
    {
        var (observation, trace) = Map("", ("langfuse.trace.name", "checkout"), ("user.id", "u"), ("session.id", "s"), ("langfuse.trace.tags", "a,b"));

        Assert.Null(trace);
        Assert.Equal("checkout", observation.TraceName);
        Assert.Equal("u", observation.UserId?.Value);
        Assert.Equal("s", observation.SessionId?.Value);
        Assert.Equal(["a", "b"], observation.Tags);
    }

    [Fact]
    public void Trace_OwnInputOutputAndMetadata_AreSaid()
    {
        var (_, trace) = Map(
            "00f067aa0ba902b7",
            ("langfuse.trace.name", "checkout"),
            ("langfuse.trace.input", """{"q":1}"""),
            ("langfuse.trace.output", "text"),
            ("langfuse.trace.metadata.plan", "pro"),
            ("langfuse.trace.public", true));

        Assert.Equal("checkout", trace?.Name);
        Assert.Equal("""{"q":1}""", trace!.Input?.ToString());
        Assert.Equal("\"text\"", trace.Output?.ToString());
        Assert.Equal("""{"plan":"pro"}""", trace.Metadata?.ToString());
        Assert.True(trace.IsPublic);
        Assert.Null(trace.Environment);
    }

    [Fact]
    public void Trace_MetadataOnTheRoot_IsAddedToTheRoots()
    {
        var (_, trace) = Map("", ("langfuse.trace.metadata", """{"plan":"pro"}"""), ("langfuse.observation.metadata.step", "1"));

        var metadata = trace!.Metadata!.ToElement();
        Assert.Equal("pro", metadata.GetProperty("plan").GetString());
        Assert.Equal("1", metadata.GetProperty("step").GetString());
        Assert.Equal("shop", metadata.GetProperty("resourceAttributes").GetProperty("service.name").GetString());
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("TRUE", true)]
    public void Trace_PublicAsText_IsRead(string value, bool expected)
    {
        Assert.Equal(expected, Map("", ("langfuse.public", value)).Trace?.IsPublic);
    }

    [Fact]
    public void Trace_SpanThatStandsForIt_SaysItAll()
    {
        var (observation, trace) = Map(
            "00f067aa0ba902b7",
            ("langfuse.internal.as_root", true),
            ("langfuse.observation.input", "\"in\""),
            ("langfuse.observation.output", "\"out\""),
            ("langfuse.environment", "sdk-experiment"));

        Assert.Equal("00f067aa0ba902b7", observation.ParentId?.Value);
        Assert.Equal("work", trace?.Name);
        Assert.Equal("\"in\"", trace!.Input?.ToString());
        Assert.Equal("\"out\"", trace.Output?.ToString());
        Assert.Equal("sdk-experiment", trace.Environment);
        Assert.Equal(observation.Metadata, trace.Metadata);
    }

    [Fact]
    public void Parent_AllZero_IsNone()
    {
        Assert.Null(Map("0000000000000000").Observation.ParentId);
    }

    private static (ObservationRecord Observation, TraceRecord? Trace) Map(string parent, params (string, object?)[] attributes) =>
        new RequestSketch(new SpanSketch { ParentId = parent, Attributes = attributes.ToDictionary(a => a.Item1, a => a.Item2) }).Map().Single();
}
