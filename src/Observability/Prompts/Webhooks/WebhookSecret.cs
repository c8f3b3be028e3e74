using System.Security.Cryptography;

namespace Observability.Prompts.Webhooks;

/// <summary>The secrets that webhooks are signed with, in the shape that Langfuse gives them.</summary>
internal static class WebhookSecret
{
    private const string Prefix = "lf-whsec_";
    private const int Bytes = 32;
    private const int ShownCharacters = 4;

    public static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What may be shown of a secret: its last four characters, and of a short one nothing.</summary>
    public static string Display(string secret) => secret.Length >= ShownCharacters * 4 ? $"{(secret.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix : "")}...{secret[^ShownCharacters..]}" : "...";
}
