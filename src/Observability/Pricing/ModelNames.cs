using System.Text.RegularExpressions;

namespace Observability.Pricing;

/// <summary>Takes the decoration off model names: routes, regions, tags and dates.</summary>
/// <remarks>
/// Every form given is compared for equality with a name of the table, so taking something off can find the same model without its
/// date or region but never a sibling: <c>gpt-4o-mini</c> has no form <c>gpt-4o</c>.
/// </remarks>
internal static partial class ModelNames
{
    /// <summary>The name in lower case without its route: the end of an ARN or of a resource path.</summary>
    public static string WithoutRoute(string model)
    {
        var name = model.Trim().ToLowerInvariant();
        if (name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return name[(name.LastIndexOf('/') + 1)..];
        }

        var path = name.LastIndexOf("models/", StringComparison.Ordinal);
        return path >= 0 && (path == 0 || name[path - 1] == '/') ? name[(path + "models/".Length)..] : name;
    }

    /// <summary>The forms of a name, most specific first; the last ones have no date.</summary>
    public static IReadOnlyList<string> FormsOf(string name)
    {
        var forms = new List<string> { name };
        Extend(forms, Region().Replace(name, ""));
        foreach (var form in forms.ToArray())
        {
            Extend(forms, ContextTag().Replace(form, ""));
            Extend(forms, form.Replace('@', '-'));
        }

        foreach (var form in forms.ToArray())
        {
            Extend(forms, AzureTurbo().Replace(form, "gpt-3.5"));
            Extend(forms, WithoutDate(form));
        }

        return forms;
    }

    /// <summary>The form a vendor itself uses for a name that a host has dressed up: <c>anthropic.claude-opus-4-1-20250805-v1:0</c> is <c>claude-opus-4-1-20250805</c>.</summary>
    public static string WithoutHost(string name) => BedrockVersion().Replace(Vendor().Replace(Region().Replace(name, ""), ""), "").Replace('@', '-');

    /// <summary>The name without a date, <c>-latest</c> or <c>@</c> version at its end.</summary>
    public static string WithoutDate(string name) => Date().Replace(name, "");

    /// <summary>One form for the ways to write a Claude name: <c>claude-3.7-sonnet</c>, <c>claude-3-7-sonnet</c> and <c>claude-sonnet-3-7</c> are the same.</summary>
    public static string Canonical(string name) => Claude().Replace(name, match =>
        $"claude-{match.Groups["tier"].Value}-{match.Groups["version"].Value.Replace('.', '-')}");

    /// <summary>The model of a fine-tuned one, with the prefix: <c>ft:gpt-4o-mini:org::id</c> is <c>ft:gpt-4o-mini</c>.</summary>
    public static string WithoutOwner(string name)
    {
        if (!name.StartsWith("ft:", StringComparison.Ordinal))
        {
            return name;
        }

        var end = name.IndexOf(':', 3);
        return end < 0 ? name : name[..end];
    }

    private static void Extend(List<string> forms, string form)
    {
        if (form.Length > 0 && !forms.Contains(form))
        {
            forms.Add(form);
        }
    }

    [GeneratedRegex(@"^((us|eu|apac|au|jp|ca|global|us-gov)\.|(us|eu|global|global-standard|apac|[a-z]{2}(-gov)?-[a-z]+-\d)/)", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"(?<=:\d+):(\d+k|mm)$", RegexOptions.CultureInvariant)]
    private static partial Regex ContextTag();

    [GeneratedRegex(@"^gpt-35(?=-)", RegexOptions.CultureInvariant)]
    private static partial Regex AzureTurbo();

    [GeneratedRegex(@"(-\d{4}-\d{2}-\d{2}|-20\d{6}|-latest|@[a-z0-9.-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^(anthropic|mistral|cohere|ai21|deepseek)\.", RegexOptions.CultureInvariant)]
    private static partial Regex Vendor();

    [GeneratedRegex(@"-v\d+(:\d+)?(:\d+k)?$", RegexOptions.CultureInvariant)]
    private static partial Regex BedrockVersion();

    [GeneratedRegex(@"claude-((?<version>\d+([.-]\d{1,2})?)-(?<tier>opus|sonnet|haiku)(?![a-z])|(?<tier>opus|sonnet|haiku)-(?<version>\d+([.-]\d{1,2}(?!\d))?))", RegexOptions.CultureInvariant)]
    private static partial Regex Claude();
}
