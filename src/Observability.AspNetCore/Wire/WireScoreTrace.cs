using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>The trace a score judges.</summary>
/// <param name="UserId">Its end user.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Environment">Its environment.</param>
internal sealed record WireScoreTrace(string? UserId, IReadOnlyList<string> Tags, string Environment) : IFieldGrouped
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlySet<string> Groups { get; init; } = ScoreForms.V2;

    /// <summary>Its session; missing in the first form.</summary>
    [FieldGroup(ScoreForms.V2Only)]
    public string? SessionId { get; init; }
}
