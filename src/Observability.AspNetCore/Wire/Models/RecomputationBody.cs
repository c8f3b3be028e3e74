namespace Observability.AspNetCore.Wire.Models;

/// <summary>Which calls get the cost that they have by the prices of now.</summary>
internal sealed record RecomputationBody
{
    /// <summary>Only calls that started at or after this instant.</summary>
    public DateTimeOffset? FromStartTime { get; init; }

    /// <summary>Only calls that started before this instant.</summary>
    public DateTimeOffset? ToStartTime { get; init; }

    /// <summary>Only calls of this model, as they name it.</summary>
    public string? Model { get; init; }
}
