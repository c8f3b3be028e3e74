using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Observability.Remote.Egress;

namespace Observability.Server;

/// <summary>What the executable adds to the settings of the libraries. Configuration section <c>LlmObservability:Server</c>.</summary>
internal sealed class ServerOptions
{
    public const string SectionName = LlmObservabilityOptions.SectionName + ":Server";

    /// <summary>Where data is kept: <c>embedded</c>, in files, or <c>memory</c>, until the process ends.</summary>
    public string Store { get; set; } = "embedded";

    /// <summary>The path everything is mounted at; empty for the root.</summary>
    public string BasePath { get; set; } = "";

    /// <summary>An address that speaks only HTTP/2, for gRPC without TLS; none unless given.</summary>
    public string? GrpcUrl { get; set; }

    /// <summary>The proxies, or networks of proxies, whose <c>X-Forwarded-*</c> headers count; empty: nobody's do.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Keeps what the API names off private networks.</summary>
    public PrivateNetworkGuard Guard { get; private set; } = new();

    /// <summary>How forwarded headers are taken in; null for not at all.</summary>
    public ForwardedHeadersOptions? ForwardedHeaders { get; private set; }

    /// <exception cref="InvalidOperationException">A setting makes no sense; the message lists them all.</exception>
    public static ServerOptions Read(IConfiguration configuration)
    {
        var options = new ServerOptions();
        configuration.GetSection(SectionName).Bind(options);
        options.BasePath = options.BasePath.Trim('/') is { Length: > 0 } path ? "/" + path : "";
        List<string> errors = [];
        if (options.Store is not ("embedded" or "memory"))
        {
            errors.Add($"{SectionName}:{nameof(Store)} is \"{options.Store}\". Use embedded or memory.");
        }

        if (!options.BasePath.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.'))
        {
            errors.Add($"{SectionName}:{nameof(BasePath)} is \"{options.BasePath}\". Use a plain path such as /llm.");
        }

        options.ForwardedHeaders = options.ReadProxies(errors);
        options.Guard = new PrivateNetworkGuard(configuration.GetSection($"{LlmObservabilityOptions.SectionName}:{nameof(LlmObservabilityOptions.AllowedPrivateHosts)}").Get<string[]>());
        return errors.Count == 0 ? options : throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }

    public void Apply(LlmObservabilityOptions observability)
    {
        // A tool lives in a folder of its own: what an operator writes means the directory the server was started in.
        observability.StorePath = Path.GetFullPath(observability.StorePath);
        if (Store == "memory")
        {
            observability.UseInMemoryStore();
        }
    }

    private ForwardedHeadersOptions? ReadProxies(List<string> errors)
    {
        if (TrustedProxies.Count == 0)
        {
            return null;
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.All, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in TrustedProxies)
        {
            if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
            else if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                errors.Add($"{SectionName}:{nameof(TrustedProxies)} holds \"{proxy}\". Use an address such as 10.0.0.7 or a network such as 10.0.0.0/8.");
            }
        }

        return forwarded;
    }
}
