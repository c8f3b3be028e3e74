using System.ClientModel;
using System.ClientModel.Primitives;
using System.ComponentModel;
using Microsoft.Extensions.AI;
using Observability.Testing;
using Observability.Testing.OpenAI;
using OpenAI;

namespace Observability.Tests.Capture.Chat;

/// <summary>The official OpenAI client against the stub, ready to be observed.</summary>
internal sealed class ChatCase : IAsyncDisposable
{
    private ChatCase(StubOpenAIServer server, Action<LlmObservabilityOptions>? configure)
    {
        Server = server;
        Observability = new TestObservability(configure);
        OpenAI = new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = server.Endpoint, RetryPolicy = new ClientRetryPolicy(0) });
    }

    public StubOpenAIServer Server { get; }

    public TestObservability Observability { get; }

    public OpenAIClient OpenAI { get; }

    public IChatClient Leaf => OpenAI.GetChatClient("gpt-4o").AsIChatClient();

    public static ChatOptions WithWeather => new() { Tools = [AIFunctionFactory.Create(Weather, "get_weather")] };

    public static async Task<ChatCase> StartAsync(Action<LlmObservabilityOptions>? configure = null) =>
        new(await StubOpenAIServer.StartAsync(), configure);

    public async ValueTask DisposeAsync()
    {
        await Observability.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Description("The weather of a city.")]
    private static string Weather(string city) => $"mild in {city}";
}
