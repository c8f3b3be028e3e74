namespace Observability.Testing.OpenAI;

/// <summary>The media that the stub sends.</summary>
public static class StubMedia
{
    /// <summary>A PNG of one pixel.</summary>
    public const string PngBase64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static byte[] Png => Convert.FromBase64String(PngBase64);
}
