namespace Observability.AspNetCore.Wire;

/// <summary>How an upload went.</summary>
internal sealed record PatchMediaBody
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>The status the upload was answered with.</summary>
    public int? UploadHttpStatus { get; init; }

    /// <summary>What the upload was refused with.</summary>
    public string? UploadHttpError { get; init; }

    /// <summary>How long it took.</summary>
    public int? UploadTimeMs { get; init; }
}
