using System.Globalization;

namespace Observability.Prompts.Composition;

/// <summary>A reference to another prompt as it stands in a text: <c>@@@langfusePrompt:name=X|version=1@@@</c> or <c>…|label=production@@@</c>.</summary>
internal readonly record struct ReferenceTag(PromptName Name, PromptLabel? Label, int? Version)
{
    private const string Start = "@@@langfusePrompt:";
    private const string End = "@@@";

    /// <summary>The references of a text in order; text that only looks like one stays text.</summary>
    public static IEnumerable<(Range Range, ReferenceTag Tag)> In(string text)
    {
        for (var from = text.IndexOf(Start, StringComparison.Ordinal); from >= 0;)
        {
            var inner = from + Start.Length;
            var end = text.IndexOf(End, inner, StringComparison.Ordinal);
            if (end < 0)
            {
                yield break;
            }

            if (TryParse(text.AsSpan(inner, end - inner), out var tag))
            {
                yield return (from..(end + End.Length), tag);
                from = text.IndexOf(Start, end + End.Length, StringComparison.Ordinal);
            }
            else
            {
                from = text.IndexOf(Start, inner, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Returns it as people name it.</summary>
    public override string ToString() => Version is { } version ? $"'{Name}' version {version}" : $"'{Name}' label '{Label}'";

    private static bool TryParse(ReadOnlySpan<char> inner, out ReferenceTag tag)
    {
        tag = default;
        var bar = inner.IndexOf('|');
        if (bar < 0 || !inner.StartsWith("name=", StringComparison.Ordinal) || !PromptName.TryCreate(inner[5..bar].ToString(), out var name))
        {
            return false;
        }

        var which = inner[(bar + 1)..];
        if (which.StartsWith("label=", StringComparison.Ordinal) && PromptLabel.TryCreate(which[6..].ToString(), out var label))
        {
            tag = new ReferenceTag(name, label, null);
            return true;
        }

        if (which.StartsWith("version=", StringComparison.Ordinal) && int.TryParse(which[8..], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            tag = new ReferenceTag(name, null, version);
            return true;
        }

        return false;
    }
}
