using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.Model;
using Parquet;
using Parquet.Serialization;
using Sylvan.Data.Csv;

namespace Observability.Evaluation.Datasets;

/// <summary>Reads items from CSV, JSON lines and Parquet files.</summary>
public static class DatasetFile
{
    /// <summary>Reads a CSV file with a header; a cell that is JSON becomes that JSON, any other its text.</summary>
    /// <exception cref="InvalidDataException">The file is no CSV, or lacks the input's columns; the message says the line.</exception>
    public static async Task<IReadOnlyList<EvaluationItem>> ReadCsvAsync(string path, DatasetColumns? columns = null, CancellationToken cancellationToken = default)
    {
        var rows = new List<IReadOnlyDictionary<string, JsonNode?>>();
        try
        {
            using var text = new StreamReader(path);
            var reader = await CsvDataReader.CreateAsync(text, cancel: cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, column => reader.GetString(column) is { Length: > 0 } cell ? Cell(cell) : null, StringComparer.Ordinal));
                }
            }
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{path}' is no CSV file with a header of different names, near row {rows.Count + 1}: {exception.Message}", exception);
        }

        return Items(path, rows, columns ?? new DatasetColumns());
    }

    /// <summary>Reads a file with a JSON object on each line.</summary>
    /// <exception cref="InvalidDataException">A line is no JSON object, or lacks the input's properties; the message says which.</exception>
    public static async Task<IReadOnlyList<EvaluationItem>> ReadJsonLinesAsync(string path, DatasetColumns? columns = null, CancellationToken cancellationToken = default)
    {
        var rows = new List<IReadOnlyDictionary<string, JsonNode?>>();
        var line = 0;
        await foreach (var text in File.ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            try
            {
                rows.Add((JsonNode.Parse(text) as JsonObject ?? throw new JsonException("It is no JSON object.")).ToDictionary(StringComparer.Ordinal));
            }
            catch (JsonException exception)
            {
                throw new InvalidDataException($"Line {line} of '{path}' is no JSON object: {exception.Message}", exception);
            }
        }

        return Items(path, rows, columns ?? new DatasetColumns());
    }

    /// <summary>Reads a Parquet file of flat columns; text that is JSON becomes that JSON.</summary>
    /// <exception cref="InvalidDataException">The file is no Parquet, or lacks the input's columns.</exception>
    public static async Task<IReadOnlyList<EvaluationItem>> ReadParquetAsync(string path, DatasetColumns? columns = null, CancellationToken cancellationToken = default)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var table = await ParquetSerializer.DeserializeUntypedAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
                return Items(
                    path,
                    [.. table.Data.Select(row => row.ToDictionary(cell => cell.Key, cell => Cell(cell.Value), StringComparer.Ordinal))],
                    columns ?? new DatasetColumns());
            }
            catch (Exception exception) when (exception is ParquetException or IOException or ArgumentException or OverflowException)
            {
                throw new InvalidDataException($"'{path}' cannot be read as Parquet: {exception.Message}", exception);
            }
        }
    }

    private static List<EvaluationItem> Items(string path, List<IReadOnlyDictionary<string, JsonNode?>> rows, DatasetColumns columns)
    {
        if (rows.Count > 0 && !columns.Input.Any(rows[0].ContainsKey))
        {
            throw new InvalidDataException($"'{path}' has no column '{string.Join("' or '", columns.Input)}' for the input. It has: {string.Join(", ", rows[0].Keys)}. Name the right ones in DatasetColumns.");
        }

        return [.. rows.Select(row => new EvaluationItem
        {
            Id = row.GetValueOrDefault(columns.Id)?.ToString(),
            Input = Value(row, columns.Input),
            ExpectedOutput = Value(row, columns.ExpectedOutput),
            Metadata = columns.Metadata.Count == 0 ? null : Object(row, columns.Metadata),
        })];
    }

    private static Payload? Value(IReadOnlyDictionary<string, JsonNode?> row, IReadOnlyList<string> names) =>
        names is [var only] ? row.GetValueOrDefault(only) is { } value ? Payload.FromValue(value) : null : Object(row, names);

    private static Payload? Object(IReadOnlyDictionary<string, JsonNode?> row, IReadOnlyList<string> names)
    {
        var values = new JsonObject();
        foreach (var name in names)
        {
            if (row.GetValueOrDefault(name) is { } value)
            {
                values[name] = value.DeepClone();
            }
        }

        return values.Count == 0 ? null : Payload.FromValue(values);
    }

    private static JsonNode? Cell(object? value) => value switch
    {
        null => null,
        string text => Cell(text),
        ReadOnlyMemory<char> text => Cell(text.ToString()),
        ReadOnlyMemory<byte> bytes => Cell(System.Text.Encoding.UTF8.GetString(bytes.Span)),
        byte[] bytes => Cell(System.Text.Encoding.UTF8.GetString(bytes)),
        _ => JsonSerializer.SerializeToNode(value),
    };

    // Objects, arrays and strings in quotes are JSON. A bare number or word stays text: 007 is no 7.
    private static JsonNode Cell(string text)
    {
        if (text.TrimStart() is ['{' or '[' or '"', ..])
        {
            try
            {
                return JsonNode.Parse(text) ?? JsonValue.Create(text);
            }
            catch (JsonException)
            {
                // Text that only looks like JSON.
            }
        }

        return JsonValue.Create(text);
    }
}
