using Observability.Remote;

namespace Observability;

public sealed partial class LlmObservabilityOptions
{
    /// <summary>The server that everything is sent to in place of the embedded store; see <see cref="UseServer"/>.</summary>
    /// <value>
    /// None, unless <c>LANGFUSE_BASE_URL</c> (or <c>LANGFUSE_HOST</c>, <c>LANGFUSE_BASEURL</c>), <c>LANGFUSE_PUBLIC_KEY</c> and <c>LANGFUSE_SECRET_KEY</c> are
    /// in the environment. Code goes before the section, the section before the environment; a <see cref="StorePath"/> other than the
    /// default asks for the embedded store, whatever the environment says.
    /// </value>
    public ServerOptions Server { get; } = new();

    /// <summary>Reads a variable of the environment; with a host its configuration, which holds them too.</summary>
    internal Func<string, string?> Variables { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The server to send to, complete with what the environment says; null when telemetry goes to a store.</summary>
    internal ServerOptions? ChosenServer
    {
        get
        {
            if (StoreFactory is not null || (StorePath != DefaultStorePath && !Server.IsNamed))
            {
                return null;
            }

            var server = ServerVariables.Complete(Server, Variables);
            return server.IsNamed ? server : null;
        }
    }

    /// <summary>Sends everything to a server, ours or a Langfuse server, in place of the embedded store.</summary>
    /// <param name="url">Its address, e.g. <c>https://llm.example.com</c>.</param>
    /// <param name="publicKey">The public key of the project.</param>
    /// <param name="secretKey">The secret key of the project.</param>
    /// <param name="configure">Changes how: outbox, timeout, connections.</param>
    /// <remarks>What the server cannot take now waits on disk, also across restarts of the process; see <see cref="ServerOptions.OutboxPath"/>.</remarks>
    public LlmObservabilityOptions UseServer(string url, string publicKey, string secretKey, Action<ServerOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        ArgumentException.ThrowIfNullOrWhiteSpace(publicKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(secretKey);
        StoreFactory = null;
        _storeKey = null;
        (Server.Url, Server.PublicKey, Server.SecretKey) = (url, publicKey, secretKey);
        configure?.Invoke(Server);
        return this;
    }
}
