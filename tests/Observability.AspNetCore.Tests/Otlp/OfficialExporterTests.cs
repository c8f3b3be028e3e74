using System.ClientModel;
using System.ComponentModel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.AI;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Testing;
using Observability.Testing.OpenAI;
using OpenAI;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>What an application sends with OpenTelemetry's own exporter is what we capture inside it.</summary>
[Collection(nameof(ExporterCollection))]
public sealed class OfficialExporterTests
{
    // A guard against hanging, not a wait.
    private const int Patience = 120_000;
    private const string Source = "Experimental.Microsoft.Extensions.AI";

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "one moment", false)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "two cities", false)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "two cities", true)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "cached reasoning", true)]
    [InlineData(OtlpExportProtocol.Grpc, "two cities", false)]
    public async Task MicrosoftExtensionsAI_Exported_IsWhatCaptureSees(OtlpExportProtocol protocol, string question, bool streaming)
    {
        var captured = await CaptureAsync(question, streaming);

        var received = await ReceiveAsync(protocol, question, streaming);

        Assert.Equal(TraceTree.Draw(captured), TraceTree.Draw(received));
        Assert.Equal(Describe(captured), Describe(received));
        Assert.All(received, observation => Assert.Equal(ObservationSource.Otlp, observation.Source));
    }

    private static async Task<IReadOnlyList<ObservationRecord>> CaptureAsync(string question, bool streaming)
    {
        await using var server = await StubOpenAIServer.StartAsync();
        await using var observability = new TestObservability();
        using var client = Leaf(server).AsBuilder().UseLlmObservability(observability.Instance).UseFunctionInvocation().UseLlmObservability(observability.Instance).Build();

        await AskAsync(client, question, streaming);

        return await observability.ObservationsAsync();
    }

    private static async Task<IReadOnlyList<ObservationRecord>> ReceiveAsync(OtlpExportProtocol protocol, string question, bool streaming)
    {
        await using var server = await StubOpenAIServer.StartAsync();
        var store = new InMemoryTraceStore();
        await using var host = await ApiHost.StartAsync(
            store,
            services: builder => builder.WebHost.ConfigureKestrel(kestrel =>
                kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocol == OtlpExportProtocol.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1)),
            prefix: "");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("shop"))
            .AddSource(Source)
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = protocol;
                exporter.Endpoint = protocol == OtlpExportProtocol.Grpc ? host.Address : new Uri(host.Address, "/v1/traces");
                exporter.TimeoutMilliseconds = Patience;
            })
            .Build();
        using var client = Leaf(server).AsBuilder()
            .UseFunctionInvocation()
            .UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = true)
            .Build();

        await AskAsync(client, question, streaming);

        // A flush returns when the last batch is under way, a shutdown when it is answered. It blocks its thread, which the server in this process may need.
        Assert.True(await Task.Factory.StartNew(() => provider.Shutdown(Patience), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        var page = await store.ListTracesAsync(new() { Project = ProjectId.Default, Limit = 10 }, TestContext.Current.CancellationToken);
        var trace = await store.GetTraceAsync(ProjectId.Default, Assert.Single(page.Items).Trace.Id, PayloadSelection.All, TestContext.Current.CancellationToken);
        return trace!.Observations;
    }

    private static IChatClient Leaf(StubOpenAIServer server) =>
        new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = server.Endpoint }).GetChatClient("gpt-4o").AsIChatClient();

    private static async Task AskAsync(IChatClient client, string question, bool streaming)
    {
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(Weather, "get_weather")], Temperature = 0.5f, MaxOutputTokens = 100 };
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, question)];
        if (!streaming)
        {
            await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
            return;
        }

        await foreach (var _ in client.GetStreamingResponseAsync(messages, options, TestContext.Current.CancellationToken))
        {
        }
    }

    // The loop's own span carries nothing but its times: its input and output are those of the calls in it.
    private static List<string> Describe(IEnumerable<ObservationRecord> observations) =>
    [
        .. observations.OrderBy(o => o.StartTime).Select(o => o.Kind == ObservationKind.Chain
            ? $"{o.Name} {o.Status}"
            : $"{o.Kind} {o.Name} {o.Status} {o.Model} {o.Provider} {o.FinishReason} {o.Input} -> {o.Output} {Sorted(o.Parameters)} "
                + $"{o.Usage?.Input} {o.Usage?.CachedInput} {o.Usage?.Output} {o.Usage?.Reasoning} {o.Cost?.Total}"),
    ];

    private static string Sorted(Payload? parameters) => parameters is null
        ? ""
        : string.Join(' ', parameters.ToElement().EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => property.ToString()));

    [Description("The weather of a city.")]
    private static string Weather(string city) => $"mild in {city}";
}
