using Observability.Model;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Access;

/// <summary>Who makes a request: a feature of it, set before any endpoint runs.</summary>
/// <param name="Kind">How it came in.</param>
/// <param name="Project">The only project it reads and writes; null for none.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="Key">Its key; null when it came in without.</param>
internal sealed record Caller(CallerKind Kind, ProjectId? Project, ApiPermission Permissions, ApiKey? Key = null)
{
    public static Caller Anonymous { get; } = new(CallerKind.Anonymous, null, ApiPermission.None);

    /// <summary>Whether the credentials are in the request itself. Those of a browser come by themselves, so what it does needs a proof.</summary>
    public bool IsExplicit => Kind is CallerKind.Key or CallerKind.PublicKey;

    public static Caller Local(ProjectId project) => new(CallerKind.Local, project, ApiPermission.All);

    public static Caller Application(ProjectId project) => new(CallerKind.Application, project, ApiPermission.All);

    public static Caller Of(ApiKey key, CallerKind kind)
    {
        var permissions = PermissionsOf(key.Scope);
        return new Caller(
            kind,
            key.ProjectId is { } project ? new ProjectId(project) : null,
            kind == CallerKind.PublicKey ? permissions & ApiPermission.Score : permissions,
            key);
    }

    public bool Can(ApiPermission anyOf) => (Permissions & anyOf) != 0;

    private static ApiPermission PermissionsOf(ApiKeyScope scope) => scope switch
    {
        ApiKeyScope.Full => ApiPermission.All & ~ApiPermission.Administer,
        ApiKeyScope.ReadOnly => ApiPermission.Identity | ApiPermission.Read,
        ApiKeyScope.IngestOnly => ApiPermission.Identity | ApiPermission.Ingest | ApiPermission.Score,
        ApiKeyScope.ScoresOnly => ApiPermission.Identity | ApiPermission.Score,
        ApiKeyScope.Organization => ApiPermission.Identity | ApiPermission.Manage | ApiPermission.Administer,
        _ => ApiPermission.None,
    };
}
