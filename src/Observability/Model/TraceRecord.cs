namespace Observability.Model;

/// <summary>What was said about a trace itself. Its totals and anything not said here derive from its observations.</summary>
/// <remarks>
/// Null leaves what the store already knows, unless <see cref="Cleared"/> names the property; the first timestamp and the first environment
/// stay; tags are united; metadata is merged deeply, where the later value of a key wins.
/// </remarks>
public sealed record TraceRecord
{
    /// <summary>The project it belongs to.</summary>
    public ProjectId Project { get; init; } = ProjectId.Default;

    /// <summary>The id of the trace.</summary>
    public required TraceId Id { get; init; }

    /// <summary>When it began; the first write of it stays.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Its name; defaults to the root observation's.</summary>
    public string? Name { get; init; }

    /// <summary>What went in; defaults to the root observation's.</summary>
    public Payload? Input { get; init; }

    /// <summary>What came out; defaults to the root observation's.</summary>
    public Payload? Output { get; init; }

    /// <summary>Anything else, as a JSON object.</summary>
    public Payload? Metadata { get; init; }

    /// <summary>The environment; defaults to the observations'; the first write of it stays.</summary>
    public string? Environment { get; init; }

    /// <summary>The release of the application.</summary>
    public string? Release { get; init; }

    /// <summary>The version of the component.</summary>
    public string? Version { get; init; }

    /// <summary>The end user.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The session.</summary>
    public SessionId? SessionId { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether anyone with the link may read it.</summary>
    public bool? IsPublic { get; init; }

    /// <summary>Whether somebody marked it.</summary>
    public bool? IsBookmarked { get; init; }

    /// <summary>The properties said to have no value but the one given here: what was known of them is forgotten, and where none is given no observation's value takes its place.</summary>
    public TraceProperties Cleared { get; init; }
}
