namespace Observability.Server.Tests;

/// <summary>A directory that is gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("llm-observability-server-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
