using System.Text.Json;
using System.Text.Unicode;
using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>The events of one request.</summary>
internal sealed class EventBatch
{
    private readonly List<IngestionEvent> _events = [];
    private readonly List<IngestionError> _errors = [];

    private EventBatch()
    {
    }

    /// <summary>Why the body is no batch; null when it is one.</summary>
    public string? Problem { get; private init; }

    /// <summary>The valid events in the order in which they are applied: creates first, then by time.</summary>
    public IReadOnlyList<IngestionEvent> Events => _events;

    public IReadOnlyList<IngestionError> Errors => _errors;

    /// <summary>Reads a body. Nothing of the batch refers to it afterwards.</summary>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static EventBatch Read(ReadOnlyMemory<byte> body, ProjectId project)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new JsonException("The body is not UTF-8.");
        }

        List<ReadOnlyMemory<byte>> events;
        string? problem;
        try
        {
            events = Slice(body, out problem);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A name of the body holds half of a surrogate pair.", exception);
        }

        if (problem is not null)
        {
            return new EventBatch { Problem = problem };
        }

        var batch = new EventBatch();
        foreach (var slice in events)
        {
            var (read, error) = EventReader.Read(slice, project);
            if (read is not null)
            {
                batch._events.Add(read);
            }
            else
            {
                batch._errors.Add(error!);
            }
        }

        var sorted = batch._events.OrderBy(read => read.IsUpdate).ThenBy(read => read.Time).ToList();
        batch._events.Clear();
        batch._events.AddRange(sorted);
        return batch;
    }

    /// <summary>Takes an event out that turned out to be refused.</summary>
    public void Refuse(IngestionEvent refused, IngestionError error)
    {
        _events.Remove(refused);
        _errors.Add(error);
    }

    /// <summary>Takes all those events out.</summary>
    public void RefuseWhere(Predicate<IngestionEvent> isRefused, Func<string, IngestionError> error)
    {
        _errors.AddRange(_events.FindAll(isRefused).ConvertAll(read => error(read.Id)));
        _events.RemoveAll(isRefused);
    }

    public IngestionAnswer ToAnswer() => new(_events.ConvertAll(read => new IngestionSuccess(read.Id)), _errors);

    // The whole body is read to its end before anything of it counts.
    private static List<ReadOnlyMemory<byte>> Slice(ReadOnlyMemory<byte> body, out string? problem)
    {
        List<ReadOnlyMemory<byte>> events = [];
        problem = "Invalid input: expected array, received undefined";
        var reader = new Utf8JsonReader(body.Span, FieldReader.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problem = $"Invalid input: expected object, received {FieldReader.TypeOf(reader.TokenType)}";
            reader.Skip();
        }
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!reader.ValueTextEquals("batch"u8))
                {
                    reader.Skip();
                    continue;
                }

                reader.Read();
                problem = reader.TokenType == JsonTokenType.StartArray ? null : $"Invalid input: expected array, received {FieldReader.TypeOf(reader.TokenType)}";
                events.Clear();
                if (problem is not null)
                {
                    reader.Skip();
                    continue;
                }

                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    events.Add(body[start..(int)reader.BytesConsumed]);
                }
            }
        }

        // Anything after the object is an error.
        reader.Read();
        return events;
    }
}
