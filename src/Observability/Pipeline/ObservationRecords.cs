using Observability.Capture;
using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Makes records of ended scopes.</summary>
internal static class ObservationRecords
{
    public static ObservationRecord From(ObservationScope scope, LlmObservabilityOptions options, PayloadSerializer payloads, Action<MediaContent> addMedia) => new()
    {
        Project = options.Project,
        TraceId = scope.Trace.Id,
        Id = scope.Id,
        ParentId = scope.Parent?.Id,
        Kind = scope.Kind,
        Name = scope.Name,
        StartTime = scope.StartTime,
        EndTime = scope.StartTime + scope.Duration,
        FirstTokenTime = scope.TimeToFirstToken is { } first ? scope.StartTime + first : null,
        Level = scope.Level,
        Status = scope.Status,
        StatusMessage = scope.StatusMessage ?? MessageOf(scope.Exception),
        ErrorType = scope.Exception?.GetType().FullName,
        Model = scope.Model,
        Provider = scope.Provider,
        Parameters = payloads.Serialize(scope.ParametersSource, addMedia),
        FinishReason = scope.FinishReason,
        Usage = scope.Usage,
        Cost = scope.Cost,
        IsCacheHit = scope.IsCacheHit,
        Prompt = scope.Prompt,
        Input = payloads.Serialize(scope.Input, addMedia),
        Output = payloads.Serialize(scope.Output, addMedia),
        Metadata = payloads.SerializeMetadata(scope.Metadata, addMedia),
        Environment = scope.Trace.Environment ?? options.Environment,
        Release = scope.Trace.Release ?? options.Release,
        Version = scope.Trace.Version ?? options.Version,
        UserId = scope.Trace.UserId,
        SessionId = scope.Trace.SessionId,
        Tags = scope.Trace.Tags,
        TraceName = scope.Trace.Name,
    };

    private static string? MessageOf(Exception? exception)
    {
        try
        {
            return exception?.Message;
        }
        catch (Exception inner)
        {
            return $"[the message threw {inner.GetType().Name}]";
        }
    }
}
