using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Endpoints;
using Observability.AspNetCore.Wire;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.OpenApi;

/// <summary>docs/openapi.json is what the server serves, and it is true. Set UPDATE_OPENAPI=1 to write it anew.</summary>
public sealed class OpenApiDocumentTests
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task CommittedDocument_ComparedWithEndpoints_IsTheSame()
    {
        await using var host = await StartAsync();
        var generated = Normalize(await host.Client.GetStringAsync(new Uri("/openapi/" + PublicApi.DocumentName + ".json", UriKind.Relative), TestContext.Current.CancellationToken));
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(CommittedPath(), generated + "\n", TestContext.Current.CancellationToken);
        }

        var committed = await File.ReadAllTextAsync(CommittedPath(), TestContext.Current.CancellationToken);

        Assert.Equal(generated, Normalize(committed));
    }

    [Fact]
    public async Task ServedDocument_Mounted_NamesItsAddress()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore(), pipeline: app => app.UsePathBase("/base"));

        var document = await host.GetAsync("/base/llm/api/public/openapi.json");

        Assert.Equal("/base/llm", document.GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/public/traces/{traceId}", out _));
    }

    [Fact]
    public async Task ApplicationsOwnDocument_Generated_DoesNotHoldOurEndpoints()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore(), services: builder => builder.Services.AddOpenApi(), pipeline: app => app.MapOpenApi());

        var document = await host.GetAsync("/openapi/v1.json");

        Assert.DoesNotContain("llm", document.GetProperty("paths").GetRawText(), StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync() => ApiHost.StartAsync(
        new InMemoryTraceStore(),
        services: builder =>
        {
            // The schema generator cannot look through our converter of instants, and numbers are never text here.
            builder.Services.ConfigureHttpJsonOptions(options =>
            {
                options.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Resolver);
                options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            });
            builder.Services.AddOpenApi(PublicApi.DocumentName, OpenApiDescription.Configure);
        },
        pipeline: app => app.MapOpenApi());

    private static string Normalize(string json) => JsonNode.Parse(json)!.ToJsonString(Written).ReplaceLineEndings("\n");

    private static string CommittedPath([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../../docs/openapi.json"));
}
