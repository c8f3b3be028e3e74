using Observability.Model;

namespace Observability.AspNetCore.Http;

/// <summary>Checks a body and gathers everything that is wrong with it, so that a client hears of it at once.</summary>
internal sealed class BodyIssues
{
    /// <summary>The most characters of an id.</summary>
    public const int MaxIdLength = 800;

    private readonly List<ApiIssue> _issues = [];

    /// <summary>Adds an issue; dots in its path lead into parts of the body.</summary>
    public void Add(ApiIssue issue) => _issues.Add(issue with { Path = [.. issue.Path.SelectMany(part => part.Split('.'))] });

    /// <summary>A text that must be there; empty when it is not valid.</summary>
    public string Text(string? value, string name, int maxLength = MetadataLimits.MaxNameLength)
    {
        if (value is null)
        {
            Add(ApiIssue.InvalidType("string", "undefined", name));
            return "";
        }

        return OptionalText(value, name, maxLength) ?? "";
    }

    /// <summary>A text that may be missing; null when it is, or is not valid.</summary>
    public string? OptionalText(string? value, string name, int maxLength = MetadataLimits.MaxNameLength)
    {
        if (value is null)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            Add(ApiIssue.TooShort("string", 1, name));
            return null;
        }

        if (value.Length > maxLength)
        {
            Add(ApiIssue.TooLong("string", maxLength, name));
            return null;
        }

        return value;
    }

    /// <summary>One of some words; null when it is missing or not valid.</summary>
    public string? OptionalWord(string? value, IReadOnlyList<string> words, string name)
    {
        if (value is null || words.Contains(value, StringComparer.Ordinal))
        {
            return value;
        }

        Add(ApiIssue.InvalidValue(words, name));
        return null;
    }

    /// <summary>One of some words, which must be there; empty when it is not valid.</summary>
    public string Word(string? value, IReadOnlyList<string> words, string name)
    {
        if (value is null)
        {
            Add(ApiIssue.InvalidValue(words, name));
        }

        return OptionalWord(value, words, name) ?? "";
    }

    /// <exception cref="ApiException">Something that was checked so far is not valid.</exception>
    public void ThrowIfInvalid()
    {
        if (_issues.Count > 0)
        {
            throw ApiException.Invalid(_issues);
        }
    }
}
