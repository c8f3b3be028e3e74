using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Tests.Http;

/// <summary>Makes JSON bodies that are almost what an endpoint takes: the right names with wrong, odd and huge values. The same seed makes the same bodies.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Texts =
    [
        "\"\"", "\" \"", "\"x\"", "\"default\"", "\"golden\"", "\"gen\"", "\"ds\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"我想\"", "\"../..%2F\"", "\"{{a}} {{\"", "\"$.\"", "\"(\"", "\".*\"",
        "\"2026-11-23T17:35:40Z\"", "\"2026-13-45\"", "\"9999-12-31T23:59:59.999Z\"", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"https://x.example\"", "\"NaN\"",
        "\"NUMERIC\"", "\"BOOLEAN\"", "\"CATEGORICAL\"", "\"TEXT\"", "\"TRACE\"", "\"OBSERVATION\"", "\"SESSION\"", "\"PROMPT\"", "\"PENDING\"", "\"COMPLETED\"", "\"ACTIVE\"", "\"openai\"", "\"llm_as_judge\"",
        "\"code\"", "\"PYTHON\"", "\"observation\"", "\"experiment\"", "\"observations\"", "\"PIE\"", "\"widget\"", "\"preset\"", "\"TOKENS\"", "\"in\"", "\"gt\"", "\"metadata\"", "\"input\"", "\"text\"", "\"chat\"",
        "\"trace-create\"", "\"score-create\"", "\"generation-create\"", "\"span-update\"",
    ];

    private static readonly string[] Numbers = ["0", "1", "-1", "0.5", "2147483648", "-9223372036854775809", "1e999", "-1e999", "1e-999", "123456789012345678901234567890"];

    private static readonly string[] Names =
        ["type", "value", "column", "operator", "key", "name", "label", "variable", "source", "dataType", "field", "measure", "agg", "properties", "$ref", "pattern", "input", "id", "body", "prices", "conditions", "role", "content"];

    private readonly Random _random = new(seed);

    /// <summary>A body for a type: an object with some of its properties, or anything at all.</summary>
    public string Body(Type type)
    {
        var text = new StringBuilder();
        if (_random.Next(8) == 0)
        {
            Write(text, null, 0);
        }
        else
        {
            WriteObject(text, WireJson.Options.GetTypeInfo(type), 0);
        }

        return text.ToString();
    }

    private void WriteObject(StringBuilder text, JsonTypeInfo? type, int depth)
    {
        var properties = type is { Kind: JsonTypeInfoKind.Object }
            ? type.Properties.Where(_ => _random.Next(6) > 0).Select(property => (property.Name, Type: (Type?)property.PropertyType))
            : Enumerable.Range(0, _random.Next(4)).Select(_ => (Pick(Names), Type: (Type?)null));
        text.Append('{').AppendJoin(',', properties.ToList().Select(property =>
        {
            var value = new StringBuilder();
            Write(value, property.Type, depth + 1);
            return $"{JsonSerializer.Serialize(property.Item1)}:{value}";
        })).Append('}');
    }

    private void Write(StringBuilder text, Type? type, int depth)
    {
        // Mostly what belongs there, so that the checks behind the first are reached too.
        if (type is not null && _random.Next(10) > 0 && Fitting(text, Nullable.GetUnderlyingType(type) ?? type, depth))
        {
            return;
        }

        switch (_random.Next(depth > 5 ? 5 : 8))
        {
            case 0:
                text.Append(Pick(["null", "true", "false"]));
                break;
            case 1 or 2:
                text.Append(Pick(Numbers));
                break;
            case 3:
                text.Append('"').Append('a', _random.Next(6000)).Append('"');
                break;
            case 4:
                text.Append(Pick(Texts));
                break;
            case 5:
                WriteArray(text, null, depth);
                break;
            case 6 when _random.Next(20) == 0:
                text.Append(string.Concat(Enumerable.Repeat("[", 70))).Append(string.Concat(Enumerable.Repeat("]", 70)));
                break;
            default:
                WriteObject(text, null, depth);
                break;
        }
    }

    private bool Fitting(StringBuilder text, Type type, int depth)
    {
        if (type == typeof(string) || type == typeof(DateTimeOffset))
        {
            text.Append(Pick(Texts));
        }
        else if (type == typeof(bool))
        {
            text.Append(Pick(["true", "false"]));
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            text.Append(_random.Next(-2, 20).ToString(CultureInfo.InvariantCulture));
        }
        else if (type == typeof(double) || type == typeof(decimal))
        {
            text.Append(Pick(Numbers));
        }
        else if (type != typeof(JsonElement) && type != typeof(JsonPayload) && depth < 6 && WireJson.Options.GetTypeInfo(type) is { } info)
        {
            switch (info.Kind)
            {
                case JsonTypeInfoKind.Object:
                    WriteObject(text, info, depth);
                    break;
                case JsonTypeInfoKind.Enumerable:
                    WriteArray(text, info.ElementType, depth);
                    break;
                default:
                    return false;
            }
        }
        else
        {
            return false;
        }

        return true;
    }

    private void WriteArray(StringBuilder text, Type? element, int depth)
    {
        text.Append('[').AppendJoin(',', Enumerable.Range(0, _random.Next(4)).ToList().Select(_ =>
        {
            var value = new StringBuilder();
            Write(value, element, depth + 1);
            return value.ToString();
        })).Append(']');
    }

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
