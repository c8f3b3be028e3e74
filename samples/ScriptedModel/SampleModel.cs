using System.ClientModel;
using OpenAI;

namespace ScriptedModel;

/// <summary>The model a sample talks to: a real one when its key is in the environment, else a scripted one on this machine.</summary>
/// <remarks>
/// <c>OPENAI_API_KEY</c> chooses a real model; <c>OPENAI_BASE_URL</c> any OpenAI-compatible endpoint (DeepSeek, Ollama, Azure OpenAI's <c>/openai/v1</c>,
/// Amazon Bedrock's …), <c>OPENAI_MODEL</c> and <c>OPENAI_EMBEDDING_MODEL</c> the models. Many endpoints have no embeddings:
/// unless an embedding model is named or the endpoint is OpenAI's own, embeddings come from the scripted one.
/// </remarks>
public sealed class SampleModel : IAsyncDisposable
{
    private readonly ScriptedModelServer? _server;

    private SampleModel(ScriptedModelServer? server, OpenAIClient chat, OpenAIClient embeddings)
    {
        _server = server;
        Client = chat;
        EmbeddingClient = embeddings;
    }

    /// <summary>Whether the answers are scripted.</summary>
    public bool IsScripted { get; private init; }

    /// <summary>The client for chat.</summary>
    public OpenAIClient Client { get; }

    /// <summary>The client for embeddings.</summary>
    public OpenAIClient EmbeddingClient { get; }

    /// <summary>The chat model.</summary>
    public string ChatModel { get; private init; } = Variable("OPENAI_MODEL") ?? "gpt-4o-mini";

    /// <summary>The embedding model.</summary>
    public string EmbeddingModel { get; private init; } = Variable("OPENAI_EMBEDDING_MODEL") ?? "text-embedding-3-small";

    /// <summary>Reads the environment and starts what is needed.</summary>
    public static async Task<SampleModel> StartAsync()
    {
        var key = Variable("OPENAI_API_KEY");
        var address = Variable("OPENAI_BASE_URL");
        var real = key is null ? null : Connect(key, address is null ? null : new Uri(address));
        if (real is not null && (address is null || Variable("OPENAI_EMBEDDING_MODEL") is not null))
        {
            return new SampleModel(null, real, real);
        }

        var server = await ScriptedModelServer.StartAsync();
        var scripted = Connect("no-key-needed", server.Endpoint);
        return new SampleModel(server, real ?? scripted, scripted) { IsScripted = real is null };
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static OpenAIClient Connect(string key, Uri? endpoint) =>
        new(new ApiKeyCredential(key), endpoint is null ? new OpenAIClientOptions() : new OpenAIClientOptions { Endpoint = endpoint });

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
