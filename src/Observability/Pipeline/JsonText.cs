namespace Observability.Pipeline;

/// <summary>How long text becomes as JSON.</summary>
internal static class JsonText
{
    /// <summary>How many characters, never half of a pair, take at most so many bytes, escapes included.</summary>
    public static int CharactersThatFit(string text, long bytes)
    {
        for (var i = 0; i < text.Length; i++)
        {
            bytes -= Cost(text[i]);
            if (bytes < 0)
            {
                return i > 0 && char.IsHighSurrogate(text[i - 1]) ? i - 1 : i;
            }
        }

        return text.Length;
    }

    // Not less than what the relaxed encoder writes: it escapes controls, quotes and backslashes, and some rare characters as \uXXXX.
    private static int Cost(char c) => c switch
    {
        '"' or '\\' => 2,
        < ' ' or '\u007f' => 6,
        < '\u007f' => 1,
        _ when char.IsLetter(c) => 3,
        _ => 6,
    };
}
