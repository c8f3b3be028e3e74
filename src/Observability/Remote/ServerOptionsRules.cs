using System.Globalization;
using Microsoft.Extensions.Options;

namespace Observability.Remote;

/// <summary>What must hold of the settings of a server.</summary>
internal static class ServerOptionsRules
{
    private const string Section = LlmObservabilityOptions.SectionName + ":" + nameof(LlmObservabilityOptions.Server);

    /// <summary>Every error, in full sentences; none for the settings of no server.</summary>
    public static IEnumerable<string> ErrorsOf(ServerOptions? server)
    {
        if (server is null)
        {
            yield break;
        }

        if (MissingOf(server) is { } missing)
        {
            yield return missing;
        }

        if (server.Url is { } url && !IsAddress(url))
        {
            yield return $"{Section}:{nameof(server.Url)} is \"{url}\". Set it (or {ServerVariables.Url}) to an absolute http or https address such as \"https://llm.example.com\".";
        }

        if (string.IsNullOrWhiteSpace(server.OutboxPath) || server.OutboxPath.Contains('\0', StringComparison.Ordinal))
        {
            yield return $"{Section}:{nameof(server.OutboxPath)} is \"{server.OutboxPath}\". Set it to a directory, e.g. \"llm-observability/outbox\".";
        }

        if (string.IsNullOrWhiteSpace(server.PromptsPath) || server.PromptsPath.Contains('\0', StringComparison.Ordinal))
        {
            yield return $"{Section}:{nameof(server.PromptsPath)} is \"{server.PromptsPath}\". Set it to a directory, e.g. \"llm-observability/prompts\".";
        }

        if (server.OutboxBytes is < 1024 * 1024 or > 1024L * 1024 * 1024 * 1024)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:{nameof(server.OutboxBytes)} is \"{server.OutboxBytes}\". Use a value from 1048576 to 1099511627776.");
        }

        if (server.Timeout < TimeSpan.FromSeconds(1) || server.Timeout > TimeSpan.FromMinutes(10))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Section}:{nameof(server.Timeout)} is \"{server.Timeout}\". Use a value from 00:00:01 to 00:10:00.");
        }
    }

    /// <exception cref="OptionsValidationException">A setting is missing or out of its range.</exception>
    public static void ThrowIfInvalid(ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = ErrorsOf(options).ToList();
        if (errors.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(ServerOptions), errors);
        }
    }

    private static string? MissingOf(ServerOptions server)
    {
        (string Setting, string Variable, bool IsSet)[] parts =
        [
            (nameof(server.Url), ServerVariables.Url, server.Url is not null),
            (nameof(server.PublicKey), ServerVariables.PublicKey, server.PublicKey is not null),
            (nameof(server.SecretKey), ServerVariables.SecretKey, server.SecretKey is not null),
        ];
        var missing = parts.Where(part => !part.IsSet).Select(part => $"{part.Variable} (or {Section}:{part.Setting})").ToList();
        return missing.Count == 0
            ? null
            : $"A server is named only in part: {string.Join(" and ", parts.Where(part => part.IsSet).Select(part => part.Setting))} is set, but {string.Join(" and ", missing)} is not. Set what is missing, or remove the rest to use the embedded store.";
    }

    private static bool IsAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.UserInfo.Length == 0;
}
