using System.Diagnostics.CodeAnalysis;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Redacts and bounds every text of a record beside its payloads. Only ids, numbers and times are left as they are.</summary>
internal sealed class RecordRedaction(TextRedactor redactor, int maxTextLength)
{
    public ObservationRecord Apply(ObservationRecord record) => record with
    {
        Name = Name(record.Name),
        StatusMessage = Message(record.StatusMessage),
        ErrorType = Name(record.ErrorType),
        Model = Name(record.Model),
        Provider = Name(record.Provider),
        FinishReason = Name(record.FinishReason),
        Prompt = record.Prompt is { } prompt ? prompt with { Name = Name(prompt.Name), Label = Name(prompt.Label) } : null,
        Environment = TraceEnvironment.Normalize(Name(record.Environment)),
        Release = Name(record.Release),
        Version = Name(record.Version),
        UserId = User(record.UserId),
        SessionId = Session(record.SessionId),
        Tags = Tags(record.Tags),
        TraceName = Name(record.TraceName),
    };

    public TraceRecord Apply(TraceRecord record) => record with
    {
        Name = Name(record.Name),
        Environment = record.Environment is { } environment ? TraceEnvironment.Normalize(Name(environment)) : null,
        Release = Name(record.Release),
        Version = Name(record.Version),
        UserId = User(record.UserId),
        SessionId = Session(record.SessionId),
        Tags = Tags(record.Tags),
    };

    public Score Apply(Score score) => score with
    {
        Name = Name(score.Name),
        Comment = Message(score.Comment),
        Author = Name(score.Author),
        Environment = TraceEnvironment.Normalize(Name(score.Environment)),
        Value = score.Value switch
        {
            { Type: ScoreValueType.Categorical, Text: { } text } => ScoreValue.Categorical(Filled(Message(text))),
            { Type: ScoreValueType.Text, Text: { } text } => ScoreValue.FromText(Filled(Message(text))),
            { Type: ScoreValueType.Correction, Text: { } text } => ScoreValue.Correction(Filled(Message(text))),
            var value => value,
        },
        Target = score.Target.SessionId is { } session ? ScoreTarget.Session(Session(session)!.Value) : score.Target,
    };

    private IReadOnlyList<string> Tags(IReadOnlyList<string> tags) =>
        tags.Count == 0 ? tags : [.. tags.Take(MetadataLimits.MaxTags).Select(tag => Name(tag)).Where(tag => !string.IsNullOrWhiteSpace(tag)).Distinct()];

    private UserId? User(UserId? user) => user is { } id ? new UserId(Filled(Name(id.Value))) : null;

    private SessionId? Session(SessionId? session) => session is { } id ? new SessionId(Filled(Name(id.Value))) : null;

    [return: NotNullIfNotNull(nameof(text))]
    private string? Name(string? text)
    {
        if (text is null || (!redactor.IsActive && text.Length <= MetadataLimits.MaxNameLength))
        {
            return text;
        }

        var redacted = redactor.Redact(text, maxTextLength);
        return redacted.Length <= MetadataLimits.MaxNameLength ? redacted : redacted[..(char.IsHighSurrogate(redacted[MetadataLimits.MaxNameLength - 1]) ? MetadataLimits.MaxNameLength - 1 : MetadataLimits.MaxNameLength)];
    }

    private string? Message(string? text) => text is null ? null : redactor.RedactContent(text, maxTextLength);

    private static string Filled(string? text) => string.IsNullOrWhiteSpace(text) ? TextRedactor.RedactedMarker : text;
}
