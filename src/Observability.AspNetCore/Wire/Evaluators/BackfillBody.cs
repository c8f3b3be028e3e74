namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>What of the past a rule is to judge.</summary>
internal sealed record BackfillBody
{
    /// <summary>What began at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>What began before this instant; now unless given.</summary>
    public DateTimeOffset? To { get; init; }
}
