using Observability.AspNetCore.Access;
using Observability.Model;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Wire;

/// <summary>Projects and keys as they cross the wire.</summary>
internal static class ProjectMapper
{
    /// <summary>The scopes a key of a project may have, by name.</summary>
    public static IReadOnlyDictionary<string, ApiKeyScope> Scopes { get; } = new[] { ApiKeyScope.Full, ApiKeyScope.ReadOnly, ApiKeyScope.IngestOnly, ApiKeyScope.ScoresOnly }.ToDictionary(NameOf);

    public static WireProject ToWire(Project project) => new(
        project.Id,
        project.Name,
        new WireOrganization(project.Organization.Id, project.Organization.Name),
        JsonPayload.OrEmptyObject(project.Metadata is { } metadata ? Payload.Parse(metadata) : null),
        project.RetentionDays);

    public static WireApiKey ToWire(ApiKey key) =>
        new(key.Id, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.Note, key.PublicKey, key.DisplaySecretKey, NameOf(key.Scope));

    public static WireNewApiKey ToWire(ApiKey key, ApiKeyPair pair) =>
        new(key.Id, key.CreatedAt, key.ExpiresAt, key.PublicKey, pair.SecretKey, key.DisplaySecretKey, key.Note, NameOf(key.Scope));

    public static string NameOf(ApiKeyScope scope) => scope switch
    {
        ApiKeyScope.Full => "full",
        ApiKeyScope.ReadOnly => "read-only",
        ApiKeyScope.IngestOnly => "ingest-only",
        ApiKeyScope.ScoresOnly => "scores-only",
        _ => "organization",
    };

    public static string NameOf(CallerKind kind) => kind switch
    {
        CallerKind.Local => "local",
        CallerKind.Application => "application",
        CallerKind.Session => "session",
        _ => "key",
    };
}
