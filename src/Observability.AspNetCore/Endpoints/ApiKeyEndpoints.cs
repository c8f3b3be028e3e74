using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Projects;
using Observability.AspNetCore.Wire;
using Observability.Storage.Catalog;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Endpoints;

/// <summary>The API keys of a project: list, make, revoke. A secret is answered once, when it is made.</summary>
internal static class ApiKeyEndpoints
{
    private const int MaxNoteLength = 500;

    public static void Map(ApiMap api)
    {
        api.MapGet("/projects/{projectId}/apiKeys", ListAsync, "Lists the API keys of a project, newest first.")
            .WithTags("projects").Requires(ApiPermission.Manage);
        api.MapPost("/projects/{projectId}/apiKeys", CreateAsync, "Makes an API key; its secret is in this answer and never again.")
            .WithTags("projects").Requires(ApiPermission.Manage).Accepts<ApiKeyBody>("application/json").Produces<WireNewApiKey>(StatusCodes.Status201Created);
        api.MapDelete("/projects/{projectId}/apiKeys/{apiKeyId}", DeleteAsync, "Revokes an API key: it is not valid once the answer comes.")
            .WithTags("projects").Requires(ApiPermission.Manage);
    }

    private static async Task<WireResult<ApiKeyList>> ListAsync(ApiRequest request, string projectId)
    {
        var access = new ProjectAccess(request);
        var project = await access.GetAsync(ApiRequest.Id(projectId), request.Aborted).ConfigureAwait(false);
        var keys = await access.Keys.ListAllAsync(project.Id, request.Aborted).ConfigureAwait(false);
        return new(new ApiKeyList([.. keys.Select(ProjectMapper.ToWire)]));
    }

    private static async Task<IResult> CreateAsync(ApiRequest request, string projectId)
    {
        var access = new ProjectAccess(request);
        var project = await access.GetForChangeAsync(ApiRequest.Id(projectId), request.Aborted).ConfigureAwait(false);
        var body = await ApiBody.ReadAsync<ApiKeyBody>(request.Http).ConfigureAwait(false);
        var created = Read(body, request.Time.GetUtcNow()) with { ProjectId = project.Id };
        try
        {
            var key = await access.Keys.CreateAsync(created, request.Aborted).ConfigureAwait(false);
            request.Http.Response.StatusCode = StatusCodes.Status201Created;
            return new WireResult<WireNewApiKey>(ProjectMapper.ToWire(key, created.Pair));
        }
        catch (CatalogConflictException)
        {
            throw ApiException.Conflict("An API key with this public or secret key already exists");
        }
    }

    private static async Task<WireResult<Success>> DeleteAsync(ApiRequest request, string projectId, string apiKeyId)
    {
        var access = new ProjectAccess(request);
        var project = await access.GetAsync(ApiRequest.Id(projectId), request.Aborted).ConfigureAwait(false);
        var id = ApiRequest.Id(apiKeyId);
        return await access.Keys.GetAsync(id, request.Aborted).ConfigureAwait(false) is { } key
            && key.ProjectId == project.Id
            && await access.Keys.DeleteAsync(id, request.Aborted).ConfigureAwait(false)
            ? new(new Success(true))
            : throw ApiException.NotFound("API key not found");
    }

    private static NewApiKey Read(ApiKeyBody body, DateTimeOffset now)
    {
        var issues = new BodyIssues();
        issues.OptionalText(body.Note, "note", MaxNoteLength);
        issues.OptionalWord(body.Scope, [.. ProjectMapper.Scopes.Keys], "scope");
        if (body.ExpiresAt <= now)
        {
            issues.Add(ApiIssue.Custom("Invalid input: expected an instant in the future", "expiresAt"));
        }

        var pair = body.PublicKey is null && body.SecretKey is null ? ApiKeyPair.Generate() : new ApiKeyPair(body.PublicKey ?? "", body.SecretKey ?? "");
        foreach (var error in pair.Errors())
        {
            issues.Add(ApiIssue.Custom($"Invalid input: give both keys or none. {error}", "publicKey"));
        }

        issues.ThrowIfInvalid();
        return new NewApiKey
        {
            Pair = pair,
            Note = body.Note,
            ExpiresAt = body.ExpiresAt,
            Scope = body.Scope is { } name ? ProjectMapper.Scopes[name] : ApiKeyScope.Full,
        };
    }
}
