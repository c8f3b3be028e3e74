namespace Observability.Evaluation.Online;

/// <summary>That a rule is to judge what is already there.</summary>
/// <remarks>It goes on where it was after a restart: how far it is is committed together with the jobs it made.</remarks>
public sealed record EvaluationBackfill
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>What began at or after this instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>What began before this instant.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>How many targets it has found in the rule's share so far.</summary>
    public int Found { get; init; }

    /// <summary>When all of them were found; null while it goes on.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Cursor { get; init; }
}
