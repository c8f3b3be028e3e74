namespace Observability.ApiClientGenerator.Model;

/// <summary>What an operation answers with.</summary>
internal enum ApiResult
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A JSON value.</summary>
    Json,

    /// <summary>Content of any type.</summary>
    Content,

    /// <summary>A stream of events.</summary>
    Events,
}
