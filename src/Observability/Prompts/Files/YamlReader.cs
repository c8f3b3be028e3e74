using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Observability.Prompts.Files;

/// <summary>Reads a YAML mapping as JSON: numbers keep their spelling, and words such as <c>yes</c> stay words, as in YAML 1.2.</summary>
/// <remarks>Bounded: one document, without aliases, <see cref="MaxDepth"/> values deep.</remarks>
internal static partial class YamlReader
{
    public const int MaxDepth = 60;

    /// <summary>The keys of the mapping that a text is, in its order; none when it is empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="firstLine">The line of the file that the text begins in, from 1, for errors.</param>
    /// <exception cref="PromptFileException">It is no YAML, or no mapping.</exception>
    public static IReadOnlyList<YamlEntry> Read(string text, int firstLine)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return [];
            }

            parser.Consume<DocumentStart>();
            if (parser.TryConsume<Scalar>(out var nothing))
            {
                return nothing.Value.Length == 0 ? [] : throw At(nothing, firstLine, "Write keys with values, e.g. \"labels: [production]\".");
            }

            if (!parser.TryConsume<MappingStart>(out _))
            {
                throw At(parser.Current!, firstLine, "Write keys with values, e.g. \"labels: [production]\".");
            }

            var entries = ReadEntries(parser, firstLine);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? entries : throw At(parser.Current!, firstLine, "A file holds one YAML document. Remove what follows the first.");
        }
        catch (YamlException exception)
        {
            // What is not closed is missed after the last line.
            var last = firstLine + text.AsSpan().TrimEnd('\n').Count('\n');
            throw new PromptFileException(Math.Min(LineOf(exception.Start, firstLine), last), $"This is no valid YAML: {exception.Message.TrimEnd('.')}. Correct it, or put the value into quotes.");
        }
    }

    private static List<YamlEntry> ReadEntries(Parser parser, int firstLine)
    {
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Current as Scalar ?? throw At(parser.Current!, firstLine, "A key is a word.");
            parser.MoveNext();
            if (entries.Any(entry => entry.Key == key.Value))
            {
                throw At(key, firstLine, $"The key '{key.Value}' is here twice. Remove one.");
            }

            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                Copy(parser, writer, firstLine, 1);
            }

            entries.Add(new YamlEntry(key.Value, JsonElement.Parse(buffer.ToArray()), (int)key.Start.Line - 1));
        }

        return entries;
    }

    private static void Copy(Parser parser, Utf8JsonWriter writer, int firstLine, int depth)
    {
        if (depth > MaxDepth)
        {
            throw At(parser.Current!, firstLine, $"Values lie more than {MaxDepth} deep in each other. Make them flatter.");
        }

        switch (parser.Current)
        {
            case Scalar scalar:
                Write(scalar, writer);
                parser.MoveNext();
                break;
            case MappingStart:
                parser.MoveNext();
                writer.WriteStartObject();
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    var key = parser.Current as Scalar ?? throw At(parser.Current!, firstLine, "A key is a word.");
                    writer.WritePropertyName(key.Value);
                    parser.MoveNext();
                    Copy(parser, writer, firstLine, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case SequenceStart:
                parser.MoveNext();
                writer.WriteStartArray();
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    Copy(parser, writer, firstLine, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                throw At(parser.Current!, firstLine, "Anchors and aliases are not read. Write the value out.");
        }
    }

    private static void Write(Scalar scalar, Utf8JsonWriter writer)
    {
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
        {
            writer.WriteStringValue(scalar.Value);
            return;
        }

        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                writer.WriteNullValue();
                break;
            case "true" or "True" or "TRUE":
                writer.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE":
                writer.WriteBooleanValue(false);
                break;
            case var number when Number().IsMatch(number):
                writer.WriteRawValue(number);
                break;
            case var text:
                writer.WriteStringValue(text);
                break;
        }
    }

    private static PromptFileException At(ParsingEvent found, int firstLine, string message) => new(LineOf(found.Start, firstLine), message);

    private static int LineOf(Mark mark, int firstLine) => (int)mark.Line - 1 + firstLine;

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
