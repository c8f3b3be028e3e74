using Observability.Storage.Projects;

namespace Observability.AspNetCore.Projects;

/// <summary>What projects may be called.</summary>
internal static class ProjectIds
{
    public const int MaxRetentionDays = 36_500;
    public const string Rule = "Use at most 60 letters, digits, '-', '_' or '.'.";

    public static bool IsValid(string id) => id.Length is > 0 and <= Project.MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
