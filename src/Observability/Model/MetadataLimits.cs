namespace Observability.Model;

/// <summary>How much metadata and how many tags a trace or observation keeps; what is over is cut and marked.</summary>
public static class MetadataLimits
{
    /// <summary>The most keys of one metadata object.</summary>
    public const int MaxKeys = 256;

    /// <summary>The most characters of a key.</summary>
    public const int MaxKeyLength = 200;

    /// <summary>The most bytes of one serialised metadata object.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most tags.</summary>
    public const int MaxTags = 100;

    /// <summary>The most characters of a tag, a name, a user or a session.</summary>
    public const int MaxNameLength = 200;
}
