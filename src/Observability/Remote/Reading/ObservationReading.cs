using System.Text.Json;
using Observability.Model;
using Observability.Wire;

namespace Observability.Remote.Reading;

/// <summary>Makes records of the observations a server answers with.</summary>
/// <remarks>A Langfuse server lacks what only ours has: who it was for is then taken from its trace, where that is at hand.</remarks>
internal static class ObservationReading
{
    public static ObservationRecord Of(Api.Observation wire, ProjectId project, TraceRecord? trace = null)
    {
        // Ours always says how an observation ended.
        var isOurs = wire.Status.Length > 0;
        var level = LevelOf(wire.Level);
        return new ObservationRecord
        {
            Project = project,
            TraceId = new TraceId(wire.TraceId),
            Id = new ObservationId(wire.Id),
            ParentId = Values.Text(wire.ParentObservationId) is { } parent ? new ObservationId(parent) : null,
            Kind = Enum.TryParse<ObservationKind>(wire.Type, ignoreCase: true, out var kind) ? kind : ObservationKind.Span,
            Name = Values.Text(wire.Name) ?? "(unnamed)",
            StartTime = wire.StartTime,
            EndTime = wire.EndTime,
            FirstTokenTime = wire.CompletionStartTime,
            Level = level,
            Status = isOurs ? WireNames.ParseStatus(wire.Status) : level is ObservationLevel.Error ? ObservationStatus.Failed : ObservationStatus.Completed,
            StatusMessage = wire.StatusMessage,
            ErrorType = wire.ErrorType,
            Model = wire.Model,
            Provider = wire.Provider,
            Parameters = Values.Payload(wire.ModelParameters),
            FinishReason = wire.FinishReason,
            Usage = Usage(wire),
            Cost = Cost(wire),
            IsCacheHit = wire.IsCacheHit,
            Prompt = wire.PromptName is { } name && wire.PromptVersion is > 0 and var version ? new PromptLink(name, version, wire.PromptLabel) : null,
            Input = Values.Payload(wire.Input),
            Output = Values.Payload(wire.Output),
            Metadata = Values.Metadata(wire.Metadata),
            Environment = TraceEnvironment.Normalize(wire.Environment),
            Release = isOurs ? wire.Release : trace?.Release,
            Version = wire.Version,
            UserId = isOurs ? Values.User(wire.UserId) : trace?.UserId,
            SessionId = isOurs ? Values.Session(wire.SessionId) : trace?.SessionId,
            Tags = isOurs ? wire.Tags : trace?.Tags ?? [],
            TraceName = isOurs ? wire.TraceName : trace?.Name,
            Source = Enum.TryParse<ObservationSource>(wire.Source, ignoreCase: true, out var source) ? source : ObservationSource.Otlp,
        };
    }

    public static ObservationLevel LevelOf(string? word) => Enum.TryParse<ObservationLevel>(word, ignoreCase: true, out var level) ? level : ObservationLevel.Default;

    private static Usage? Usage(Api.Observation wire) => wire.UsageDetails.Count > 0 && UsageReader.Read([.. wire.UsageDetails]) is { } usage
        ? usage with { IsEstimated = wire.UsageEstimated }
        : null;

    private static Cost? Cost(Api.Observation wire) => wire.CostDetails.Count == 0
        ? null
        : CostReader.Read(JsonSerializer.SerializeToElement(wire.CostDetails.ToDictionary(entry => entry.Key, entry => Values.Amount(entry.Value)))) is { } cost
            ? cost with { Source = WireNames.ParseCostSource(wire.CostSource), Price = Price(wire) }
            : null;

    private static PriceLink? Price(Api.Observation wire) =>
        wire is { ModelId: { } model, UsagePricingTierId: { } tier } ? new PriceLink(model, tier, wire.UsagePricingTierName ?? "") : null;
}
