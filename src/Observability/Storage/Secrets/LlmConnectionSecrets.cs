using Observability.Model;

namespace Observability.Storage.Secrets;

/// <summary>The secrets of connections to providers.</summary>
internal static class LlmConnectionSecrets
{
    private const int ShownCharacters = 4;

    /// <summary>What the secrets of a connection are bound to.</summary>
    public static string OwnerOf(ProjectId project, string connection) => $"llm-connection\n{project}\n{connection}";

    /// <summary>What may be shown of a key: its last four characters, and of a short one nothing.</summary>
    public static string Display(string secret) => secret.Length >= ShownCharacters * 3 ? "..." + secret[^ShownCharacters..] : "...";
}
