using System.Text.RegularExpressions;

namespace Observability.Pricing.Models;

/// <summary>A regular expression of a user, matched in bounded time.</summary>
/// <remarks>In time linear in the text where the expression allows it; with a lookaround or a backreference for a moment, after which it does not match. Thread-safe.</remarks>
internal sealed class SafePattern
{
    /// <summary>The most characters of an expression.</summary>
    public const int MaxLength = 1000;

    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(50);

    private readonly Regex _regex;

    private SafePattern(Regex regex) => _regex = regex;

    /// <exception cref="ArgumentException">It is no regular expression, or too long.</exception>
    public static SafePattern Parse(string pattern, bool isCaseSensitive = true)
    {
        if (pattern.Length > MaxLength)
        {
            throw new ArgumentException($"The pattern has {pattern.Length} characters. Use at most {MaxLength}.");
        }

        var options = RegexOptions.CultureInvariant | (isCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
        try
        {
            return new SafePattern(new Regex(pattern, options | RegexOptions.NonBacktracking));
        }
        catch (NotSupportedException)
        {
            return new SafePattern(new Regex(pattern, options, Timeout));
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"The pattern '{pattern}' is no regular expression: {exception.Message}", exception);
        }
    }

    public bool IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
