using System.Text.Json;
using Microsoft.SemanticKernel;
using Observability.Model;
using Observability.Testing;
using Observability.Testing.OpenAI;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Observability.SemanticKernel.Tests.Otlp;

/// <summary>Listeners of activities are process-wide: these tests run alone.</summary>
[CollectionDefinition(nameof(ListenerCollection), DisableParallelization = true)]
public sealed class ListenerCollection;

/// <summary>Semantic Kernel's own spans, sent with OpenTelemetry's own exporter, show what we capture inside the process.</summary>
[Collection(nameof(ListenerCollection))]
public sealed class OwnDiagnosticsTests
{
    // A guard against hanging, not a wait.
    private const int Patience = 120_000;

    [Theory]
    [InlineData("one moment")]
    [InlineData("two cities")]
    public async Task SemanticKernel_Exported_IsWhatCaptureSees(string question)
    {
        var captured = await CaptureAsync(question);

        var received = await ReceiveAsync(question);

        Assert.Equal(TraceTree.Draw(WithoutOurOwn(captured)), TraceTree.Draw(received));
        Assert.Equal(WithoutOurOwn(captured).OrderBy(o => o.StartTime).Select(Describe), received.OrderBy(o => o.StartTime).Select(Describe));
    }

    /// <summary>What Semantic Kernel has no span for: the rendering of a prompt, and the loop round model calls and tools.</summary>
    private static List<ObservationRecord> WithoutOurOwn(IReadOnlyList<ObservationRecord> captured)
    {
        var loops = captured.Where(o => o is { Kind: ObservationKind.Chain, Name: "orchestrate_tools" }).ToDictionary(o => o.Id, o => o.ParentId);
        return
        [
            .. captured.Where(o => !loops.ContainsKey(o.Id) && o.Name != "render")
                .Select(o => o.ParentId is { } parent && loops.TryGetValue(parent, out var outer) ? o with { ParentId = outer } : o),
        ];
    }

    private static async Task<IReadOnlyList<ObservationRecord>> CaptureAsync(string question)
    {
        await using var harness = await KernelHarness.StartAsync();
        await harness.Kernel.InvokePromptAsync(question, new(KernelHarness.AutoTools()), cancellationToken: TestContext.Current.CancellationToken);
        return await harness.ObservationsAsync();
    }

    private static async Task<IReadOnlyList<ObservationRecord>> ReceiveAsync(string question)
    {
        await using var server = await StubOpenAIServer.StartAsync();
        await using var receiver = await ReceivingServer.StartAsync();
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource("Microsoft.SemanticKernel*")
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri(receiver.Address, "/v1/traces");
                exporter.TimeoutMilliseconds = Patience;
            })
            .Build();
        var builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion(KernelHarness.Model, server.Endpoint, "key");
        builder.Plugins.AddFromType<WeatherPlugin>("Weather");

        await builder.Build().InvokePromptAsync(question, new(KernelHarness.AutoTools()), cancellationToken: TestContext.Current.CancellationToken);

        // A flush returns when the last batch is under way, a shutdown when it is answered. It blocks its thread, which the server in this process may need.
        Assert.True(await Task.Factory.StartNew(() => provider.Shutdown(Patience), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return await receiver.ObservationsAsync();
    }

    private static string Describe(ObservationRecord o) => o.Kind switch
    {
        ObservationKind.Generation => $"{o.Name} {o.Status} {o.Model} {o.Provider} {o.FinishReason} {o.Usage?.Input} {o.Usage?.Output} {o.Cost?.Total} {Messages(o.Input)} -> {Messages(o.Output)}",
        // Semantic Kernel says a tool's name without its plugin, and arguments of a prompt as an object.
        ObservationKind.Tool => $"{o.Name.Split('.')[^1]} {o.Status} {o.Input} -> {o.Output}",
        _ => $"{o.Kind} {o.Name} {o.Status} {o.Output}",
    };

    // Semantic Kernel's tool messages do not say which call they answer.
    private static string Messages(Payload? payload)
    {
        var root = payload!.ToElement();
        return string.Join(' ', (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : Enumerable.Repeat(root, 1)).Select(message =>
            $"{message.GetProperty("role")}: {message.GetProperty("content")}{(message.TryGetProperty("tool_calls", out var calls) ? calls.GetRawText().Replace("Weather.", "", StringComparison.Ordinal) : "")}"));
    }
}
