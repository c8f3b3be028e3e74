namespace Observability.Capture;

/// <summary>What to say about every trace that begins inside <see cref="LlmTrace.BeginAttributes"/>.</summary>
public sealed record TraceAttributes
{
    /// <summary>The name of the trace.</summary>
    public string? Name { get; init; }

    /// <summary>The end user.</summary>
    public string? UserId { get; init; }

    /// <summary>The session.</summary>
    public string? SessionId { get; init; }

    /// <summary>The environment.</summary>
    public string? Environment { get; init; }

    /// <summary>The release.</summary>
    public string? Release { get; init; }

    /// <summary>The version.</summary>
    public string? Version { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Metadata.</summary>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }
}
