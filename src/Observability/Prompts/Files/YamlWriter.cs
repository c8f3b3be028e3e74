using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Observability.Prompts.Files;

/// <summary>Writes JSON as YAML that people like to read in a diff: blocks, one line for a list of words, texts of several lines as they are.</summary>
internal static partial class YamlWriter
{
    private static readonly EmitterSettings Settings = new EmitterSettings().WithBestIndent(2).WithBestWidth(int.MaxValue).WithIndentedSequences();

    /// <summary>A key with its value, as lines with their ends.</summary>
    public static string Entry(string key, JsonElement value)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, Settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        emitter.Emit(Text(key));
        Write(emitter, value);
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        var written = text.ToString();
        return written.EndsWith("...\n", StringComparison.Ordinal) ? written[..^4] : written;
    }

    private static void Write(Emitter emitter, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, value.EnumerateObject().Any() ? MappingStyle.Block : MappingStyle.Flow));
                foreach (var property in value.EnumerateObject())
                {
                    emitter.Emit(Text(property.Name));
                    Write(emitter, property.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, value.EnumerateArray().All(IsShort) ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in value.EnumerateArray())
                {
                    Write(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                emitter.Emit(Text(value.GetString()!));
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value.GetRawText(), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    private static bool IsShort(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => false,
        JsonValueKind.String => value.GetString() is { Length: <= 40 } text && !text.Contains('\n', StringComparison.Ordinal),
        _ => true,
    };

    private static Scalar Text(string text) => new(AnchorName.Empty, TagName.Empty, text, StyleOf(text), isPlainImplicit: true, isQuotedImplicit: true);

    private static ScalarStyle StyleOf(string text) =>
        Plain().IsMatch(text) && !Word().IsMatch(text) ? ScalarStyle.Plain : IsLines(text) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;

    /// <summary>Whether it begins and ends with what can be seen, but for one last line end, and holds nothing that only an escape can show.</summary>
    private static bool IsLines(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
        && !char.IsWhiteSpace(text[0])
        && !char.IsWhiteSpace(text.EndsWith('\n') ? text[^2] : text[^1])
        && text.All(c => c == '\n' || !(char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF'));

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+(),'-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(true|false|null|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
