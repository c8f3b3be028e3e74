using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>The environment a client names.</summary>
internal static class EnvironmentName
{
    // Reserved by the wire for the server's own traffic.
    private const string Reserved = "langfuse";

    /// <summary>A valid name; null when none was given.</summary>
    public static string? Of(string? given)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            return null;
        }

        var name = TraceEnvironment.Normalize(given);
        return name.StartsWith(Reserved, StringComparison.Ordinal) ? TraceEnvironment.Default : name;
    }
}
