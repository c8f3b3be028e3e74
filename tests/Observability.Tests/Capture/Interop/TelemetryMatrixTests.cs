using System.Diagnostics;
using Microsoft.Extensions.AI;
using Observability.Model;
using Observability.Testing;
using Observability.Tests.Capture.Chat;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Observability.Tests.Capture.Interop;

/// <summary>Listeners are process-wide: these tests run alone.</summary>
[CollectionDefinition(nameof(TelemetryCollection), DisableParallelization = true)]
public sealed class TelemetryCollection;

[Collection(nameof(TelemetryCollection))]
public sealed class TelemetryMatrixTests
{
    private const string MeaiSource = "Experimental.Microsoft.Extensions.AI";

    private static readonly ActivitySource App = new("Tests.App");

    public static TheoryData<bool, bool, double, bool> Cells()
    {
        var cells = new TheoryData<bool, bool, double, bool>();
        foreach (var ours in new[] { false, true })
        {
            foreach (var theirs in new[] { false, true })
            {
                foreach (var ratio in new[] { 0d, 1d })
                {
                    foreach (var streaming in new[] { false, true })
                    {
                        cells.Add(ours, theirs, ratio, streaming);
                    }
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Export_WithOurObservers_IsWhatItWasPlusOursWhereSubscribed(bool subscribesToOurs, bool usesOpenTelemetry, double ratio, bool streaming)
    {
        var before = await ExportAsync(observe: false, subscribesToOurs, usesOpenTelemetry, ratio, streaming);
        var after = await ExportAsync(observe: true, subscribesToOurs, usesOpenTelemetry, ratio, streaming);

        var foreign = after.Where(a => a.Source.Name != LlmObservability.ActivitySourceName).ToList();
        var mirrored = after.Where(a => a.Source.Name == LlmObservability.ActivitySourceName).Select(a => a.OperationName).Order().ToList();
        Assert.Equal(Describe(before), Describe(foreign));
        Assert.Equal(ratio == 0 ? 0 : usesOpenTelemetry ? 8 : 3, foreign.Count);
        Assert.Equal(
            subscribesToOurs && !usesOpenTelemetry && ratio == 1
                ? ["chat gpt-4o", "chat gpt-4o", "execute_tool get_weather", "execute_tool get_weather", "orchestrate_tools"]
                : [],
            mirrored);
        var ids = after.Select(a => a.SpanId).ToHashSet();
        Assert.Equal(ids.Count, after.Count);
        Assert.All(after, a => Assert.True(a.ParentSpanId == default || ids.Contains(a.ParentSpanId), $"{a.OperationName} is an orphan."));
    }

    [Fact]
    public async Task Call_WithNobodyListening_CreatesNoActivity()
    {
        await using var test = await ChatCase.StartAsync();
        Activity? current = null;
        using var client = test.Leaf.AsBuilder()
            .UseLlmObservability(test.Observability.Instance)
            .Use((messages, options, next, token) =>
            {
                current = Activity.Current;
                return next(messages, options, token);
            })
            .Build();

        await client.GetResponseAsync("Hello");

        Assert.Null(current);
    }

    [Fact]
    public async Task Mirror_OfAGeneration_HasItsIdsAndTheConventionsAttributesWithoutContent()
    {
        var exported = new List<Activity>();
        await using var test = await ChatCase.StartAsync();
        using (Sdk.CreateTracerProviderBuilder().AddLlmObservability().AddInMemoryExporter(exported).Build())
        {
            using var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();
            await client.GetResponseAsync("Hello, cached reasoning?");
        }

        var observation = Assert.Single(await test.Observability.ObservationsAsync());
        var mirror = Assert.Single(exported);
        Assert.Equal(observation.Id.Value, mirror.SpanId.ToHexString());
        Assert.Equal(observation.TraceId.Value, mirror.TraceId.ToHexString());
        Assert.Equal("chat", mirror.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("openai", mirror.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("gpt-4o", mirror.GetTagItem("gen_ai.request.model"));
        Assert.Equal(20L, mirror.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(12L, mirror.GetTagItem("gen_ai.usage.cache_read.input_tokens"));
        Assert.DoesNotContain(mirror.TagObjects, tag => tag.Value?.ToString()?.Contains("Hello", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Generation_InsideAForeignChatSpan_TakesItsIds()
    {
        var exported = new List<Activity>();
        await using var test = await ChatCase.StartAsync();
        using (Sdk.CreateTracerProviderBuilder().AddSource(MeaiSource).AddLlmObservability().AddInMemoryExporter(exported).Build())
        {
            using var client = test.Leaf.AsBuilder().UseOpenTelemetry().UseLlmObservability(test.Observability.Instance).Build();
            await client.GetResponseAsync("Hello");
        }

        var observation = Assert.Single(await test.Observability.ObservationsAsync());
        var span = Assert.Single(exported);
        Assert.Equal(MeaiSource, span.Source.Name);
        Assert.Equal(span.SpanId.ToHexString(), observation.Id.Value);
        Assert.Equal(span.TraceId.ToHexString(), observation.TraceId.Value);
    }

    [Fact]
    public async Task Trace_BegunElsewhere_IsContinuedFromTheIncomingContext()
    {
        await using var test = await ChatCase.StartAsync();
        using var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();
        using var request = new Activity("GET /").SetParentId(ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331")).Start();

        await client.GetResponseAsync("Hello");

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Assert.Single(await test.Observability.ObservationsAsync()).TraceId.Value);
    }

    [Fact]
    public async Task Roots_UnderALongLivedActivity_CanBeTracesOfTheirOwn()
    {
        await using var test = await ChatCase.StartAsync(o => o.TraceRoots = Observability.Capture.TraceRootMode.NewTracePerRoot);
        using var client = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).Build();
        using var circuit = new Activity("circuit").Start();

        await client.GetResponseAsync("Hello");
        await client.GetResponseAsync("Hello");

        var observations = await test.Observability.ObservationsAsync();
        Assert.Equal(2, observations.Select(o => o.TraceId).Distinct().Count());
        Assert.DoesNotContain(observations, o => o.TraceId.Value == circuit.TraceId.ToHexString());
    }

    private static async Task<List<Activity>> ExportAsync(bool observe, bool subscribesToOurs, bool usesOpenTelemetry, double ratio, bool streaming)
    {
        var exported = new List<Activity>();
        await using var test = await ChatCase.StartAsync(o => o.Enabled = observe);
        var provider = Sdk.CreateTracerProviderBuilder()
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)))
            .AddSource(App.Name, MeaiSource)
            .AddHttpClientInstrumentation()
            .AddInMemoryExporter(exported);
        if (subscribesToOurs)
        {
            provider.AddLlmObservability();
        }

        using (provider.Build())
        {
            var builder = test.Leaf.AsBuilder().UseLlmObservability(test.Observability.Instance).UseFunctionInvocation().UseLlmObservability(test.Observability.Instance);
            if (usesOpenTelemetry)
            {
                builder.UseOpenTelemetry();
            }

            using var client = builder.Build();
            using var root = App.StartActivity("request");
            if (streaming)
            {
                await foreach (var _ in client.GetStreamingResponseAsync("What about two cities?", ChatCase.WithWeather))
                {
                }
            }
            else
            {
                await client.GetResponseAsync("What about two cities?", ChatCase.WithWeather);
            }

            if (observe)
            {
                Assert.Equal(["loop(gen, tool, tool, gen)"], TraceTree.Draw(await test.Observability.ObservationsAsync()));
            }
        }

        return exported;
    }

    // What matters is which spans there are and whose children they are, not when they ended.
    private static List<string> Describe(List<Activity> exported) =>
        [.. exported.Select(a => $"{a.Source.Name}:{a.OperationName}").Order(StringComparer.Ordinal)];
}
