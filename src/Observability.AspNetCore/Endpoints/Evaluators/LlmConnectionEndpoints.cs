using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Evaluators;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.Secrets;

namespace Observability.AspNetCore.Endpoints.Evaluators;

/// <summary>Connections to providers of models, for judges. What is secret goes in and never comes out.</summary>
internal static class LlmConnectionEndpoints
{
    private const int MaxSecret = 16_000;
    private const int MaxModels = 1000;
    private const int MaxHeaders = 50;

    private static readonly IReadOnlyList<string> Adapters = ["anthropic", "openai", "azure", "bedrock", "google-vertex-ai", "google-ai-studio"];

    public static void Map(ApiMap api)
    {
        api.MapGet("/llm-connections", ListAsync, "Lists connections in pages, newest first, without their secrets.", Paging.Parameters).WithTags("llm-connections");
        api.MapPut("/llm-connections", UpsertAsync, "Creates a connection, or replaces the one of that provider.").WithTags("llm-connections").Accepts<UpsertLlmConnectionBody>("application/json");
        api.MapDelete("/llm-connections/{id}", DeleteAsync, "Deletes a connection.").WithTags("llm-connections");
    }

    private static DocumentCollection<LlmConnection> Connections(ApiRequest request) => request.Collection(CatalogCollections.LlmConnections);

    private static Task<WireResult<PagedList<WireLlmConnection>>> ListAsync(ApiRequest request) => CatalogList.ReadAsync(request, Connections(request), null, ToWire);

    private static async Task<WireResult<WireLlmConnection>> UpsertAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<UpsertLlmConnectionBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var provider = issues.Text(body.Provider, "provider");
        var adapter = issues.Word(body.Adapter, Adapters, "adapter");
        var secret = issues.Text(body.SecretKey, "secretKey", MaxSecret);
        var address = ReadAddress(body.BaseURL, issues);
        CheckLists(body, issues);
        issues.ThrowIfInvalid();

        var secrets = request.Secrets;
        var headers = body.ExtraHeaders ?? new Dictionary<string, string?>();
        var connection = await CatalogAttempts.RunAsync(async () =>
        {
            var found = await Connections(request).FindAsync(request.Project, CatalogCollections.Name(provider), request.Aborted).ConfigureAwait(false);
            var now = request.Now;
            var id = found?.Value.Id ?? CatalogClock.NewId(now);
            var after = new LlmConnection
            {
                Id = id,
                Provider = provider,
                Adapter = adapter,
                SecretKey = secrets.Protect(secret, LlmConnectionSecrets.OwnerOf(request.Project, id)),
                DisplaySecretKey = LlmConnectionSecrets.Display(secret),
                BaseUrl = address,
                CustomModels = [.. body.CustomModels?.OfType<string>() ?? []],
                WithDefaultModels = body.WithDefaultModels ?? true,
                ExtraHeaderKeys = [.. headers.Keys],
                ExtraHeaders = headers.Count == 0
                    ? null
                    : secrets.Protect(Payload.FromValue(headers).ToString(), LlmConnectionSecrets.OwnerOf(request.Project, id)),
                Config = body.Config.Or(null),
                CreatedAt = found?.Value.CreatedAt ?? now,
                UpdatedAt = now,
            };
            await request.Catalog.CommitAsync([Connections(request).Put(request.Project, after, found?.Revision ?? 0)], request.Aborted).ConfigureAwait(false);
            return after;
        }).ConfigureAwait(false);
        return new(ToWire(connection));
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string id) =>
        await Connections(request).DeleteAsync(request.Project, ApiRequest.Id(id), request.Aborted).ConfigureAwait(false)
            ? new(new Message("LLM connection deleted successfully"))
            : throw ApiException.NotFound("LLM connection not found");

    private static string? ReadAddress(string? address, BodyIssues issues)
    {
        var given = issues.OptionalText(address, "baseURL", 2000);
        if (given is not null && (!Uri.TryCreate(given, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0))
        {
            issues.Add(ApiIssue.Custom($"The address '{given}' is no http or https URL without user and password.", "baseURL"));
        }

        return given;
    }

    private static void CheckLists(UpsertLlmConnectionBody body, BodyIssues issues)
    {
        if (body.CustomModels?.Count > MaxModels)
        {
            issues.Add(ApiIssue.TooLong("array", MaxModels, "customModels"));
        }
        else if (body.CustomModels?.Any(string.IsNullOrWhiteSpace) == true)
        {
            issues.Add(ApiIssue.TooShort("string", 1, "customModels"));
        }

        if (body.ExtraHeaders?.Count > MaxHeaders)
        {
            issues.Add(ApiIssue.TooLong("array", MaxHeaders, "extraHeaders"));
        }
        else if (body.ExtraHeaders?.Any(header => string.IsNullOrWhiteSpace(header.Key) || header.Value is null) == true)
        {
            issues.Add(ApiIssue.Custom("Each header needs a name and a value.", "extraHeaders"));
        }

        if (body.Config.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
        {
            issues.Add(ApiIssue.InvalidType("object", JsonNames.TypeOf(body.Config), "config"));
        }
    }

    private static WireLlmConnection ToWire(LlmConnection connection) => new()
    {
        Id = connection.Id,
        Provider = connection.Provider,
        Adapter = connection.Adapter,
        DisplaySecretKey = connection.DisplaySecretKey,
        BaseURL = connection.BaseUrl,
        CustomModels = connection.CustomModels,
        WithDefaultModels = connection.WithDefaultModels,
        ExtraHeaderKeys = connection.ExtraHeaderKeys,
        Config = new JsonPayload(connection.Config),
        CreatedAt = connection.CreatedAt,
        UpdatedAt = connection.UpdatedAt,
    };
}
