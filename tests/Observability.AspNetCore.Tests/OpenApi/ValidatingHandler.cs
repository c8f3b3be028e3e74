using System.Net.Http.Headers;
using System.Text.Json;

namespace Observability.AspNetCore.Tests.OpenApi;

/// <summary>Fails the test whose request is answered with something else than docs/openapi.json says.</summary>
internal sealed class ValidatingHandler : DelegatingHandler
{
    private static readonly Lazy<ResponseSchemas> Document = new(() => ResponseSchemas.Read(Path.Combine(AppContext.BaseDirectory, "OpenApi", "openapi.json")));

    public ValidatingHandler()
        : base(new SocketsHttpHandler())
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType is { MediaType: "application/json" } type && Document.Value.Find(request.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode) is { } schema)
        {
            await CheckAsync(request, response, type, schema, cancellationToken);
        }

        return response;
    }

    private static async Task CheckAsync(HttpRequestMessage request, HttpResponseMessage response, MediaTypeHeaderValue type, JsonElement schema, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (body.Length == 0)
        {
            return;
        }

        using var answer = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 1000 });
        List<string> wrong = [];
        Document.Value.Check(answer.RootElement, schema, "$", wrong);
        Assert.True(
            wrong.Count == 0,
            $"{request.Method} {request.RequestUri!.PathAndQuery} answered {(int)response.StatusCode} ({type}) with another shape than docs/openapi.json says:\n{string.Join('\n', wrong.Take(20))}");
    }
}
