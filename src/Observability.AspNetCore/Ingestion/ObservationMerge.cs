using Observability.Model;
using Observability.Storage.Query;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Applies what an event says to what is known of an observation.</summary>
/// <remarks>
/// Trace, environment and start are fixed by the first write; metadata is merged deeply; an end before the start becomes the start. Tokens
/// and costs that were computed here are forgotten, so that the pipeline computes them again from what is known now.
/// </remarks>
internal static class ObservationMerge
{
    /// <param name="known">What is known; null for a new observation.</param>
    /// <param name="patch">What is said.</param>
    /// <param name="project">The project of a new observation.</param>
    /// <param name="trace">The trace of a new observation.</param>
    /// <param name="isStartInferred">Whether the known start is only the time of an update that came before its create, whose start replaces it.</param>
    public static ObservationRecord Apply(ObservationRecord? known, ObservationPatch patch, ProjectId project, TraceId trace, bool isStartInferred)
    {
        var record = known is null ? New(patch, project, trace) : WithoutComputed(known);
        var start = isStartInferred && patch is { IsUpdate: false, StartTime: { } said } ? said : record.StartTime;
        var end = patch.EndTime.Over(record.EndTime);
        var level = patch.Level.Over(record.Level) ?? ObservationLevel.Default;
        return record with
        {
            Kind = patch.IsKindVague && known is not null ? record.Kind : patch.Kind,
            ParentId = patch.ParentId.Over(record.ParentId),
            Name = patch.Name.Over(record.Name) ?? "",
            StartTime = start,
            EndTime = end < start ? start : end,
            FirstTokenTime = patch.FirstTokenTime.Over(record.FirstTokenTime),
            Level = level,
            Status = patch.Level.IsSaid ? StatusOf(level) : record.Status,
            StatusMessage = patch.StatusMessage.Over(record.StatusMessage),
            Version = patch.Version.Over(record.Version),
            Model = patch.Model.Over(record.Model),
            Parameters = patch.Parameters.Over(record.Parameters),
            Input = patch.Input.Over(record.Input),
            Output = patch.Output.Over(record.Output),
            Metadata = patch.Metadata is { IsSaid: true, Value: null } ? null : PayloadMerge.Deep(record.Metadata, patch.Metadata.Value),
            Usage = patch.Usage.Over(record.Usage),
            Cost = patch.Cost.Over(record.Cost),
            Prompt = patch.Prompt.Over(record.Prompt),
        };
    }

    private static ObservationRecord New(ObservationPatch patch, ProjectId project, TraceId trace) => new()
    {
        Project = project,
        TraceId = trace,
        Id = patch.Id,
        Kind = patch.Kind,
        Name = "",
        StartTime = patch.StartTime ?? patch.EventTime,
        Environment = patch.Environment ?? TraceEnvironment.Default,
        Source = ObservationSource.Ingestion,
    };

    private static ObservationRecord WithoutComputed(ObservationRecord known) => known with
    {
        Usage = known.Usage is { IsEstimated: true } ? null : known.Usage,
        Cost = known.Cost is { Source: CostSource.Provided } ? known.Cost : null,
    };

    private static ObservationStatus StatusOf(ObservationLevel level) =>
        level == ObservationLevel.Error ? ObservationStatus.Failed : ObservationStatus.Completed;
}
