using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Reads one event: its envelope, then the body its type asks for.</summary>
internal static class EventReader
{
    /// <summary>Where a body is, for issues.</summary>
    public static readonly IReadOnlyList<string> BodyPath = ["body"];

    private const string UnknownId = "unknown";

    private static readonly JsonTypeInfo<CreateScoreBody> ScoreBody = (JsonTypeInfo<CreateScoreBody>)WireJson.Options.GetTypeInfo(typeof(CreateScoreBody));

    /// <summary>Reads an event of valid JSON. Never throws for what is in it.</summary>
    /// <returns>The event, or why it is refused.</returns>
    public static (IngestionEvent? Event, IngestionError? Error) Read(ReadOnlyMemory<byte> json, ProjectId project)
    {
        List<ApiIssue> issues = [];
        var id = UnknownId;
        try
        {
            var read = Read(json, project, issues, ref id);
            return read is null ? (null, IngestionError.Invalid(id, issues)) : (read, null);
        }
        catch (InvalidOperationException)
        {
            return (null, IngestionError.Invalid(id, [ApiIssue.Custom("A text holds half of a surrogate pair.")]));
        }
    }

    private static IngestionEvent? Read(ReadOnlyMemory<byte> json, ProjectId project, List<ApiIssue> issues, ref string id)
    {
        var reader = new FieldReader(json, [], issues);
        Said<string> eventId = default, typeName = default;
        Said<DateTimeOffset?> time = default;
        ReadOnlyMemory<byte>? body = null;
        while (reader.Next(out var property))
        {
            switch (property)
            {
                case "id": eventId = reader.Id(); break;
                case "type": typeName = reader.Text(); break;
                case "timestamp": time = reader.Instant(); break;
                case "body": body = reader.Slice(); break;
                default: reader.Skip(); break;
            }
        }

        id = eventId.Value ?? UnknownId;
        if (issues.Count > 0)
        {
            return null;
        }

        var type = EventType.Find(typeName.Value);
        Require(type is not null, ApiIssue.InvalidValue(EventType.Names, "type"), issues);
        Require(eventId.Value is not null, ApiIssue.InvalidType("string", eventId.IsSaid ? "null" : "undefined", "id"), issues);
        Require(time.Value is not null, ApiIssue.InvalidType("string", time.IsSaid ? "null" : "undefined", "timestamp"), issues);
        Require(body is not null, ApiIssue.InvalidType("object", "undefined", BodyPath), issues);
        if (issues.Count > 0)
        {
            return null;
        }

        var read = new IngestionEvent(id, time.Value!.Value, type!.IsUpdate);
        read = type.Target switch
        {
            EventTarget.Trace => read with { Trace = TraceBodyReader.Read(body!.Value, project, id, read.Time, issues) },
            EventTarget.Observation => read with { Observation = ObservationBodyReader.Read(body!.Value, type, id, read.Time, issues) },
            EventTarget.Score => read with { Score = ReadScore(body!.Value, project, read, issues) },
            _ => read,
        };
        return issues.Count > 0 ? null : read;
    }

    private static Score? ReadScore(ReadOnlyMemory<byte> body, ProjectId project, IngestionEvent read, List<ApiIssue> issues)
    {
        try
        {
            var score = JsonSerializer.Deserialize(body.Span, ScoreBody) ?? new CreateScoreBody();
            return ScoreReader.Read(score with { Id = score.Id ?? read.Id }, project, read.Time, WireNames.ScoreSources);
        }
        catch (JsonException exception)
        {
            issues.Add(ApiIssue.Custom(exception.Message, [.. BodyPath, .. exception.Path is { Length: > 2 } path ? [path[2..]] : Array.Empty<string>()]));
        }
        catch (ApiException exception)
        {
            issues.AddRange((exception.Issues ?? []).Select(issue => issue with { Path = [.. BodyPath, .. issue.Path] }));
        }

        return null;
    }

    private static void Require(bool isThere, ApiIssue issue, List<ApiIssue> issues)
    {
        if (!isThere)
        {
            issues.Add(issue);
        }
    }
}
