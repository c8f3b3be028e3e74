using Microsoft.Extensions.AI;

namespace Observability.Capture.Chat;

/// <summary>What is known of a chat client once and for all.</summary>
internal sealed class ChatSource
{
    public ChatSource(IChatClient client)
    {
        var metadata = client.GetService<ChatClientMetadata>();
        Provider = ProviderNames.Normalize(metadata?.ProviderName);
        Model = metadata?.DefaultModelId;
        Server = metadata?.ProviderUri;
        HasOwnTelemetry = client.GetService<OpenTelemetryChatClient>() is not null;
    }

    public string? Provider { get; }

    public string? Model { get; }

    public Uri? Server { get; }

    /// <summary>Whether Microsoft.Extensions.AI already makes spans and metrics of these calls.</summary>
    public bool HasOwnTelemetry { get; }
}
