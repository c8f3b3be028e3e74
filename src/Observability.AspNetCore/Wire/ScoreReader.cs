using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.Model;

namespace Observability.AspNetCore.Wire;

/// <summary>Checks a score that a client sent and makes it one of ours.</summary>
internal static class ScoreReader
{
    private const int MaxTextLength = 500;
    private const int MaxIdLength = 800;

    private static readonly IReadOnlyList<string> Sources = ["API", "ANNOTATION"];

    /// <summary>Reads a score; <paramref name="sources"/> are the words its source may be, API and ANNOTATION unless given.</summary>
    /// <exception cref="ApiException">It is not valid; all issues are listed.</exception>
    public static Score Read(CreateScoreBody body, ProjectId project, DateTimeOffset now, IReadOnlyList<string>? sources = null)
    {
        try
        {
            return ReadText(body, project, now, sources ?? Sources);
        }
        catch (InvalidOperationException)
        {
            throw ApiException.Invalid(ApiIssue.Custom("The value holds half of a surrogate pair.", "value"));
        }
    }

    private static Score ReadText(CreateScoreBody body, ProjectId project, DateTimeOffset now, IReadOnlyList<string> sources)
    {
        var issues = new List<ApiIssue>();
        RequireText(body.Name, MetadataLimits.MaxNameLength, "name", issues);
        foreach (var (name, id) in new[] { ("id", body.Id), ("traceId", body.TraceId), ("observationId", body.ObservationId), ("sessionId", body.SessionId), ("datasetRunId", body.DatasetRunId) })
        {
            if (id is not null)
            {
                RequireText(id, MaxIdLength, name, issues);
            }
        }

        if (body.Source is not null && !sources.Contains(body.Source, StringComparer.Ordinal))
        {
            issues.Add(ApiIssue.InvalidValue(sources, "source"));
        }

        if (body.Metadata.Payload is { } metadata && metadata.ToElement().ValueKind != JsonValueKind.Object)
        {
            issues.Add(ApiIssue.InvalidType("record", JsonNames.TypeOf(metadata.ToElement()), "metadata"));
        }

        var target = ReadTarget(body, issues);
        var value = ReadValue(body, issues);
        return issues.Count > 0 || value is null || target is null
            ? throw ApiException.Invalid(issues)
            : new Score
            {
                Project = project,
                Id = new ScoreId(body.Id ?? Guid.NewGuid().ToString()),
                Name = body.Name!,
                Value = value.Value,
                Target = target.Value,
                Timestamp = now,
                Source = WireNames.ParseScoreSource(body.Source ?? "API"),
                Comment = body.Comment,
                Metadata = body.Metadata.Payload,
                Environment = TraceEnvironment.Normalize(body.Environment),
                Author = string.IsNullOrWhiteSpace(body.AuthorUserId) ? null : body.AuthorUserId,
                ConfigId = body.ConfigId,
                QueueId = body.QueueId,
            };
    }

    private static void RequireText(string? text, int maxLength, string name, List<ApiIssue> issues)
    {
        if (text is null)
        {
            issues.Add(ApiIssue.InvalidType("string", "undefined", name));
        }
        else if (string.IsNullOrWhiteSpace(text))
        {
            issues.Add(ApiIssue.TooShort("string", 1, name));
        }
        else if (text.Length > maxLength)
        {
            issues.Add(ApiIssue.TooLong("string", maxLength, name));
        }
    }

    private static ScoreTarget? ReadTarget(CreateScoreBody body, List<ApiIssue> issues)
    {
        var given = new[] { body.TraceId, body.SessionId, body.DatasetRunId }.Count(id => !string.IsNullOrWhiteSpace(id));
        if (given != 1 || (body.ObservationId is not null && body.TraceId is null))
        {
            issues.Add(ApiIssue.Custom("Provide exactly one of traceId, sessionId and datasetRunId; observationId needs traceId."));
            return null;
        }

        return body switch
        {
            { SessionId: { } session } when !string.IsNullOrWhiteSpace(session) => ScoreTarget.Session(new SessionId(session)),
            { DatasetRunId: { } run } when !string.IsNullOrWhiteSpace(run) => ScoreTarget.DatasetRun(run),
            { ObservationId: { } observation } when !string.IsNullOrWhiteSpace(observation) => ScoreTarget.Observation(new TraceId(body.TraceId!), new ObservationId(observation)),
            _ => ScoreTarget.Trace(new TraceId(body.TraceId!)),
        };
    }

    private static ScoreValue? ReadValue(CreateScoreBody body, List<ApiIssue> issues)
    {
        var value = body.Value.Payload?.ToElement() ?? default;
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
        {
            var received = JsonNames.TypeOf(value);
            issues.Add(ApiIssue.InvalidUnion([ApiIssue.InvalidType("string", received)], [ApiIssue.InvalidType("number", received)]) with { Path = ["value"] });
            return null;
        }

        var type = body.DataType ?? (value.ValueKind == JsonValueKind.Number ? "NUMERIC" : "CATEGORICAL");
        switch (type)
        {
            case "NUMERIC" when value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number):
                return ScoreValue.Numeric(number);
            case "BOOLEAN" when value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var flag) && flag is 0 or 1:
                return ScoreValue.Boolean(value.GetDouble() == 1);
            case "CATEGORICAL" when value.ValueKind == JsonValueKind.String && value.GetString() is { } word && !string.IsNullOrWhiteSpace(word):
                return ScoreValue.Categorical(word);
            case "TEXT" when value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaxTextLength } text && !string.IsNullOrWhiteSpace(text):
                return ScoreValue.FromText(text);
            case "CORRECTION" when value.ValueKind == JsonValueKind.String && value.GetString() is { } correction && !string.IsNullOrWhiteSpace(correction):
                return ScoreValue.Correction(correction);
            case "NUMERIC":
                issues.Add(ApiIssue.Custom("Value must be a number for data type NUMERIC", "value"));
                return null;
            case "BOOLEAN":
                issues.Add(ApiIssue.Custom("Value must be a number equal to either 0 or 1 for data type BOOLEAN", "value"));
                return null;
            case "CATEGORICAL" or "CORRECTION":
                issues.Add(ApiIssue.Custom($"Value must be a string for data type {type}", "value"));
                return null;
            case "TEXT":
                issues.Add(ApiIssue.Custom($"Value must be a string of 1 to {MaxTextLength} characters for data type TEXT", "value"));
                return null;
            default:
                issues.Add(ApiIssue.InvalidValue(WireNames.ScoreTypes, "dataType"));
                return null;
        }
    }
}
