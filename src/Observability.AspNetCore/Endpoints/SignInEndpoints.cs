using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Projects;
using Observability.AspNetCore.Wire;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Endpoints;

/// <summary>A browser's way in: it shows a key once and gets a cookie. Ours, beside the wire.</summary>
internal sealed class SignInEndpoints
{
    private readonly BrowserSessions _sessions;

    private SignInEndpoints(BrowserSessions sessions) => _sessions = sessions;

    public static void Map(ApiMap api, BrowserSessions sessions)
    {
        var endpoints = new SignInEndpoints(sessions);
        api.MapGet("/sign-in", GetAsync, "Ours: says who the caller is and what it may do.").WithTags("sign-in").Requires(ApiPermission.Identity);
        api.MapPost("/sign-in", endpoints.SignInAsync, "Ours: signs a browser in with the key of a project.").WithTags("sign-in").IsPublic().Accepts<SignInBody>("application/json");
        api.MapDelete("/sign-in", endpoints.SignOut, "Ours: signs a browser out.").WithTags("sign-in").IsPublic();
    }

    private static async Task<WireResult<SignedIn>> GetAsync(ApiRequest request) => new(await DescribeAsync(request, request.Caller, null).ConfigureAwait(false));

    private async Task<WireResult<SignedIn>> SignInAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<SignInBody>(request.Http).ConfigureAwait(false);
        var key = body.SecretKey is { Length: > 0 } secret
            ? await request.Http.RequestServices.GetRequiredService<ApiKeyDirectory>().FindBySecretAsync(secret, request.Aborted).ConfigureAwait(false)
            : null;
        if (key is null || key.PublicKey != body.PublicKey)
        {
            throw ApiException.Unauthorized("The public and the secret key are not the pair of a valid API key.");
        }

        var caller = Caller.Of(key, CallerKind.Session);
        if (!caller.Can(ApiPermission.Read))
        {
            throw ApiException.Forbidden("This key may not read. Sign in with a key of scope full or read-only.");
        }

        var session = _sessions.Begin(request.Http, key.Id, MountPath(request.Http.Request));
        return new(await DescribeAsync(request, caller, session.ExpiresAt).ConfigureAwait(false));
    }

    private WireResult<Success> SignOut(ApiRequest request)
    {
        _sessions.End(request.Http, MountPath(request.Http.Request));
        return new(new Success(true));
    }

    private static async Task<SignedIn> DescribeAsync(ApiRequest request, Caller caller, DateTimeOffset? expiresAt)
    {
        var name = caller.Project is { } id
            ? (await request.Http.RequestServices.GetRequiredService<ProjectRepository>().GetAsync(id.Value, request.Aborted).ConfigureAwait(false))?.Name ?? id.Value
            : null;
        return new SignedIn(ProjectMapper.NameOf(caller.Kind), caller.Project?.Value, name, caller.Key is { } key ? ProjectMapper.NameOf(key.Scope) : null, expiresAt);
    }

    /// <summary>The path the API is mounted at in the browser's eyes: the cookie belongs to it.</summary>
    private static string MountPath(HttpRequest request)
    {
        var path = request.Path.Value!;
        var mount = request.PathBase.Add(path[..path.IndexOf("/api/public", StringComparison.OrdinalIgnoreCase)]);
        return mount.HasValue ? mount.ToUriComponent() : "/";
    }
}
