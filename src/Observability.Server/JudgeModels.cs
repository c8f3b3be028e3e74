using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Observability.Evaluation.Online;
using Observability.Remote.Egress;
using OpenAI;

namespace Observability.Server;

/// <summary>Reaches the models of judges. All of these providers speak OpenAI's protocol, at an address of their own.</summary>
/// <param name="guard">Keeps connections that the API names off private networks: who may write them must not make this process call what is inside.</param>
internal sealed class JudgeModels(PrivateNetworkGuard guard) : IDisposable
{
    private static readonly Uri Anthropic = new("https://api.anthropic.com/v1/");
    private static readonly Uri Google = new("https://generativelanguage.googleapis.com/v1beta/openai/");

    // The OpenAI client has limits of its own on how long a request lasts.
    private readonly HttpClientPipelineTransport _transport = new(new HttpClient(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan });

    /// <exception cref="NotSupportedException">The provider speaks another protocol.</exception>
    /// <exception cref="ArgumentException">The connection lacks its address.</exception>
    public IChatClient Connect(JudgeConnection connection)
    {
        // Online evaluation itself tries again, later and counted.
        var options = new OpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(maxRetries: 0), Transport = _transport };
        if (AddressOf(connection) is { } address)
        {
            options.Endpoint = address;
        }

        if (connection.Headers.Count > 0)
        {
            options.AddPolicy(new HeadersPolicy(connection.Headers), PipelinePosition.PerCall);
        }

        return new OpenAIClient(new ApiKeyCredential(connection.SecretKey), options).GetChatClient(connection.Model).AsIChatClient();
    }

    public void Dispose() => _transport.Dispose();

    private static Uri? AddressOf(JudgeConnection connection) => connection switch
    {
        { Adapter: "bedrock" or "google-vertex-ai" } => throw new NotSupportedException(
            $"The LLM connection '{connection.Provider}' is of the kind {connection.Adapter}, which this server does not speak. Use openai, azure, anthropic or google-ai-studio, or a gateway that speaks OpenAI's protocol."),
        { Adapter: "azure", Address: null } => throw new ArgumentException($"The LLM connection '{connection.Provider}' needs its baseURL, e.g. https://your-resource.openai.azure.com/openai/v1/."),
        { Address: { } own } => own,
        { Adapter: "anthropic" } => Anthropic,
        { Adapter: "google-ai-studio" } => Google,
        _ => null,
    };
}
