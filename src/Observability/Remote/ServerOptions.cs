using System.Security.Cryptography;
using System.Text;

namespace Observability.Remote;

/// <summary>The server that telemetry is sent to: one of ours or a Langfuse server. Configuration section <c>LlmObservability:Server</c>.</summary>
/// <remarks>What is not set here is taken from the environment: <c>LANGFUSE_BASE_URL</c> (or <c>LANGFUSE_HOST</c>, <c>LANGFUSE_BASEURL</c>), <c>LANGFUSE_PUBLIC_KEY</c>, <c>LANGFUSE_SECRET_KEY</c>.</remarks>
public sealed class ServerOptions
{
    /// <summary>The address of the server, e.g. <c>https://llm.example.com</c>; a path before <c>/api/public</c> belongs to it.</summary>
    /// <value>null.</value>
    public string? Url { get; set; }

    /// <summary>The public key of the project.</summary>
    /// <value>null.</value>
    public string? PublicKey { get; set; }

    /// <summary>The secret key of the project. It is never written to a log or a disk.</summary>
    /// <value>null.</value>
    public string? SecretKey { get; set; }

    /// <summary>The directory of what waits for a server that cannot be reached; a relative path is taken from <see cref="AppContext.BaseDirectory"/>.</summary>
    /// <value><c>llm-observability/outbox</c>. Processes may share it.</value>
    public string OutboxPath { get; set; } = Path.Combine("llm-observability", "outbox");

    /// <summary>How many bytes may wait on disk, compressed, for each process; when there are more, the oldest are dropped and counted.</summary>
    /// <value>256 MiB; from 1 MiB to 1 TiB.</value>
    public long OutboxBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>The directory of the prompts pulled last, which an application that starts while the server is down goes by; a relative path is taken from <see cref="AppContext.BaseDirectory"/>.</summary>
    /// <value><c>llm-observability/prompts</c>. Processes may share it.</value>
    public string PromptsPath { get; set; } = Path.Combine("llm-observability", "prompts");

    /// <summary>How long one request may take.</summary>
    /// <value>30 seconds; from 1 second to 10 minutes. The first attempt to send what was just captured gets 2 seconds, then it goes to disk; a prompt is waited for at most 5.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Changes how connections are made: proxy, certificates, pool.</summary>
    /// <value>null, which uses the system's proxy and certificates.</value>
    public Action<SocketsHttpHandler>? ConfigureHttp { get; set; }

    /// <summary>Whether any of address and keys is set.</summary>
    internal bool IsNamed => IsSet(Url) || IsSet(PublicKey) || IsSet(SecretKey);

    internal ServerOptions With(string? url, string? publicKey, string? secretKey) => new()
    {
        Url = url,
        PublicKey = publicKey,
        SecretKey = secretKey,
        OutboxPath = OutboxPath,
        OutboxBytes = OutboxBytes,
        PromptsPath = PromptsPath,
        Timeout = Timeout,
        ConfigureHttp = ConfigureHttp,
    };

    /// <summary>The directory of this server and project in one that processes of others may use too.</summary>
    internal string DirectoryOf(string path)
    {
        var destination = SHA256.HashData(Encoding.UTF8.GetBytes($"{Url!.TrimEnd('/')}\n{PublicKey}"));
        return Path.Combine(Path.GetFullPath(path, AppContext.BaseDirectory), Convert.ToHexStringLower(destination)[..16]);
    }

    private static bool IsSet(string? text) => !string.IsNullOrWhiteSpace(text);
}
