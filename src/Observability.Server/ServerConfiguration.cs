namespace Observability.Server;

/// <summary>Where settings come from: the defaults beside the program, a file, the environment, the command line; the later goes first.</summary>
internal static class ServerConfiguration
{
    public const string Usage = """
        llm-observability [settings]

          --urls http://localhost:3000       the addresses it listens on, with ';' between them
          --grpc-url http://localhost:4317   an address for OTLP over gRPC without TLS (with TLS the others speak it too)
          --store-path llm-observability     the directory of the embedded store; also one that an application left behind
          --store embedded | memory          where data is kept
          --base-path /llm                   the path everything is mounted at; the root unless given
          --trusted-proxy 10.0.0.0/8         the proxy, or network of proxies, whose X-Forwarded-* headers count
          --allow-private-host 10.0.0.7      a host, address or network that webhooks and LLM connections of the API may reach although it is private
          --config llm-observability.json    a file with settings

        Every setting is also a key of the file and of the environment, e.g. LlmObservability__Server__BasePath=/llm, LANGFUSE_INIT_PROJECT_PUBLIC_KEY=…,
        Kestrel__Certificates__Default__Path=server.pem. Without any key in the configuration and in the store one is made at the first start and shown once.
        """;

    private const string DefaultFile = "llm-observability.json";
    private const string DefaultUrls = "http://localhost:3000";
    private const string Endpoints = "Kestrel:Endpoints";

    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--store-path"] = LlmObservabilityOptions.SectionName + ":StorePath",
        ["--store"] = ServerOptions.SectionName + ":Store",
        ["--base-path"] = ServerOptions.SectionName + ":BasePath",
        ["--grpc-url"] = ServerOptions.SectionName + ":GrpcUrl",
        ["--trusted-proxy"] = ServerOptions.SectionName + ":TrustedProxies:0",
        ["--allow-private-host"] = LlmObservabilityOptions.SectionName + ":AllowedPrivateHosts:0",
    };

    public static void AddServerSources(this ConfigurationManager configuration, string[] args)
    {
        var file = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args, Switches).Build()["config"];
        configuration
            .AddJsonFile(Path.GetFullPath(file ?? DefaultFile), optional: file is null)
            .AddEnvironmentVariables()
            .AddCommandLine(args, Switches);
    }

    /// <summary>Names every address as an endpoint of Kestrel, because only an endpoint has a protocol of its own. Endpoints that the operator named stay alone.</summary>
    public static void AddEndpoints(this ConfigurationManager configuration, ServerOptions options)
    {
        if (configuration.GetSection(Endpoints).GetChildren().Any())
        {
            return;
        }

        var urls = configuration["urls"] is { Length: > 0 } said ? said : DefaultUrls;
        var settings = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((url, i) => KeyValuePair.Create($"{Endpoints}:Http{i}:Url", (string?)url))
            .Append(new("urls", ""));
        if (options.GrpcUrl is { Length: > 0 } grpc)
        {
            settings = settings.Append(new($"{Endpoints}:OtlpGrpc:Url", grpc)).Append(new($"{Endpoints}:OtlpGrpc:Protocols", "Http2"));
        }

        configuration.AddInMemoryCollection(settings);
    }
}
