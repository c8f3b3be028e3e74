using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observability.AspNetCore.Reference;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.OpenApi;

/// <summary>The description as a page: all of it, for any address, and nothing in it but text.</summary>
public sealed partial class ReferencePageTests
{
    [Fact]
    public async Task Page_OfTheDocument_HasEveryOperationAndTypeAndNoLinkToNowhere()
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore());
        var document = await host.GetAsync("openapi.json");

        var page = await (await GetAsync(host, "reference")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var anchors = Anchor().Matches(page).Select(match => match.Groups["id"].Value).ToList();
        var text = WebUtility.HtmlDecode(Tag().Replace(page, ""));
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Path: path.Name, Method: method.Name, Json: method.Value))).ToList();
        Assert.True(operations.Count > 100);
        Assert.All(operations, operation =>
        {
            Assert.Contains(operation.Json.GetProperty("operationId").GetString()!, anchors);
            Assert.Contains($"{operation.Method.ToUpperInvariant()} {operation.Path}", text, StringComparison.Ordinal);
            Assert.Contains(operation.Json.GetProperty("summary").GetString()!, text, StringComparison.Ordinal);
        });
        Assert.All(document.GetProperty("components").GetProperty("schemas").EnumerateObject(), type => Assert.Contains("type-" + type.Name, anchors));
        Assert.Equal(anchors.Count, anchors.Distinct().Count());
        Assert.Empty(Fragment().Matches(page).Select(match => match.Groups["id"].Value).Except(anchors));
    }

    [Theory]
    [InlineData("/llm")]
    [InlineData("/a/b")]
    [InlineData("")]
    public async Task Page_UnderAnyPrefix_IsTheSameAndMayBeCached(string prefix)
    {
        await using var host = await ApiHost.StartAsync(new InMemoryTraceStore(), prefix: prefix);

        using var page = await GetAsync(host, "reference");
        using var style = await GetAsync(host, "reference.css");
        using var slash = await GetAsync(host, "reference/");
        using var again = await GetAsync(host, "reference", page.Headers.ETag!.ToString());

        Assert.Equal(("text/html", "text/css"), (page.Content.Headers.ContentType!.MediaType, style.Content.Headers.ContentType!.MediaType));
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(new Uri(host.Client.BaseAddress!, "reference"), slash.RequestMessage!.RequestUri);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public void Render_MarkupInTheDocument_IsText()
    {
        const string Attack = "<img src=x onerror=alert(1)>\"'`</code>";
        using var document = JsonDocument.Parse($$"""
            {
              "info": { "title": {{JsonSerializer.Serialize(Attack)}}, "description": {{JsonSerializer.Serialize(Attack)}} },
              "tags": [{ "name": "attack" }],
              "paths": { {{JsonSerializer.Serialize("/" + Attack)}}: { "post": {
                "tags": ["attack"], "summary": {{JsonSerializer.Serialize(Attack)}}, "operationId": {{JsonSerializer.Serialize(Attack)}},
                "parameters": [{ "name": {{JsonSerializer.Serialize(Attack)}}, "in": "query", "required": true, "description": {{JsonSerializer.Serialize(Attack)}}, "schema": { "enum": [{{JsonSerializer.Serialize(Attack)}}], "default": {{JsonSerializer.Serialize(Attack)}} } }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/T" } } } },
                "responses": { "200": { "description": {{JsonSerializer.Serialize(Attack)}}, "content": { {{JsonSerializer.Serialize(Attack)}}: { "schema": { "type": "string" } } } } }
              } } },
              "components": { "schemas": { "T": { "description": {{JsonSerializer.Serialize(Attack)}}, "type": "object", "properties": { {{JsonSerializer.Serialize(Attack)}}: { "type": "string", "description": {{JsonSerializer.Serialize(Attack)}} } } } } }
            }
            """);

        var page = ReferencePage.Render(document.RootElement);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("onerror=alert(1)>", page, StringComparison.Ordinal);
    }

    // Not the client that checks answers: the page is no part of the document that it shows.
    private static async Task<HttpResponseMessage> GetAsync(ApiHost host, string path, string? knownTag = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = host.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (knownTag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", knownTag);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"")]
    private static partial Regex Anchor();

    [GeneratedRegex("href=\"#(?<id>[^\"]+)\"")]
    private static partial Regex Fragment();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
