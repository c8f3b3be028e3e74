using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.Prompts.Files;

/// <summary>Where the file of a version lies in the folder: <c>support/answer.prompty</c> is version 1 of <c>support/answer</c>, <c>support/answer.v2.prompty</c> version 2.</summary>
/// <remarks>
/// What file systems do not take is written as <c>%XX</c>, so every name has exactly one path and none leads out of the folder: a part that begins
/// with a dot, a device of Windows, a colon. Slashes separate, on every system.
/// </remarks>
internal static partial class PromptFilePath
{
    public const string Prompty = ".prompty";

    public const string Yaml = ".yaml";

    private const int MaxPartBytes = 255;

    private static readonly string[] Extensions = [Prompty, Yaml, ".yml"];
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether a file may hold a prompt.</summary>
    public static bool IsPromptFile(string path) => Extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal));

    public static string ExtensionOf(string path) => Extensions.First(extension => path.EndsWith(extension, StringComparison.Ordinal));

    /// <summary>The path of a version. Version 1 needs no number.</summary>
    /// <exception cref="PromptException">No file system takes the name.</exception>
    public static string Of(string name, int version, string extension) =>
        Write(name, version == 1 && !Numbered().IsMatch(name) ? null : version, extension);

    /// <summary>The path of a version with its number in it.</summary>
    /// <exception cref="PromptException">No file system takes the name.</exception>
    public static string NumberedOf(string name, int version, string extension) => Write(name, version, extension);

    /// <summary>What a path says.</summary>
    /// <returns>The prompt, and the version where the path has one.</returns>
    /// <exception cref="PromptFileException">It is not how the path of a prompt is written.</exception>
    public static (PromptName Name, int? Version) Parse(string path)
    {
        var extension = ExtensionOf(path);
        var stem = path[..^extension.Length];
        int? version = null;
        if (Numbered().Match(stem) is { Success: true } match)
        {
            version = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            stem = stem[..match.Index];
        }

        var text = Escape().Replace(stem, match => ((char)Convert.ToByte(match.Value[1..], 16)).ToString());
        if (!PromptName.TryCreate(text, out var name))
        {
            throw new PromptFileException(0, $"The path names no prompt: '{text}' is not of the shape of a name. Rename the file.");
        }

        var expected = Write(name.Value, version, extension);
        return expected == path ? (name, version) : throw new PromptFileException(0, $"Prompt '{name}' is not looked for here. Rename the file to '{expected}'.");
    }

    private static string Write(string name, int? version, string extension)
    {
        var parts = name.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = i == parts.Length - 1
                ? string.Create(CultureInfo.InvariantCulture, $"{Encode(parts[i])}{(version is null ? "" : $".v{version}")}{extension}")
                : EncodeFolder(Encode(parts[i]));
            if (BytesOf(parts[i], name) > MaxPartBytes)
            {
                throw PromptException.Invalid($"Prompt '{name}' cannot be kept in a file: the part '{parts[i][..40]}…' of its path has more than {MaxPartBytes} bytes. Give it a shorter name.");
            }
        }

        return string.Join('/', parts);
    }

    private static int BytesOf(string part, string name)
    {
        try
        {
            return Utf8.GetByteCount(part);
        }
        catch (EncoderFallbackException exception)
        {
            throw new PromptException(PromptFault.Invalid, $"Prompt '{name}' cannot be kept in a file: its name is no valid text. Rename it.", exception);
        }
    }

    private static string Encode(string part)
    {
        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            var isEdge = i == 0 || i == part.Length - 1;
            var c = part[i];
            _ = c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or '%' || (isEdge && c is '.' or ' ') || (i == 0 && Device().IsMatch(part))
                ? text.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture))
                : text.Append(c);
        }

        return text.ToString();
    }

    // A folder must not look like a file.
    private static string EncodeFolder(string part) =>
        Extensions.FirstOrDefault(extension => part.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) is { } extension
            ? $"{part[..^extension.Length]}%2E{part[^(extension.Length - 1)..]}"
            : part;

    [GeneratedRegex(@"\.v([1-9][0-9]{0,8})$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex("%[0-9A-F]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Device();
}
