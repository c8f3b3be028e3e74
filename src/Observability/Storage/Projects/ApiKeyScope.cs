namespace Observability.Storage.Projects;

/// <summary>What an API key may do.</summary>
internal enum ApiKeyScope
{
    /// <summary>Everything in its project, its keys included.</summary>
    Full,

    /// <summary>Read its project.</summary>
    ReadOnly,

    /// <summary>Send telemetry and scores.</summary>
    IngestOnly,

    /// <summary>Write scores.</summary>
    ScoresOnly,

    /// <summary>Make, change and delete projects and their keys, and nothing inside them.</summary>
    Organization,
}
