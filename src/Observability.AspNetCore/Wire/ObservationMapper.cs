using Observability.Model;

namespace Observability.AspNetCore.Wire;

/// <summary>Puts observations in the wire's shapes.</summary>
internal static class ObservationMapper
{
    private const string Unit = "TOKENS";

    private static readonly WireUsage NoUsage = new(Unit, 0, 0, 0);

    public static WireObservation ToWire(ObservationRecord record)
    {
        var usage = UsageDetails.Of(record.Usage);
        var tokens = record.Usage is { } ledger ? new WireUsage(Unit, ledger.Input ?? 0, ledger.Output ?? 0, ledger.TotalTokens) : NoUsage;
        return new WireObservation
        {
            Id = record.Id.Value,
            TraceId = record.TraceId.Value,
            StartTime = record.StartTime,
            EndTime = record.EndTime,
            ProjectId = record.Project.Value,
            ParentObservationId = record.ParentId?.Value,
            Type = WireNames.Of(record.Kind),
            Environment = record.Environment,
            Name = record.Name.Length == 0 ? null : record.Name,
            Level = WireNames.Of(record.Level),
            StatusMessage = record.StatusMessage,
            Version = record.Version,
            CreatedAt = record.StartTime,
            UpdatedAt = record.EndTime ?? record.StartTime,
            Input = new JsonPayload(record.Input),
            Output = new JsonPayload(record.Output),
            Metadata = JsonPayload.OrEmptyObject(record.Metadata),
            Model = record.Model,
            ModelParameters = new JsonPayload(record.Parameters),
            CompletionStartTime = record.FirstTokenTime,
            PromptName = record.Prompt?.Name,
            PromptVersion = record.Prompt?.Version,
            Latency = Latency(record),
            TimeToFirstToken = TimeToFirstToken(record),
            UsageDetails = usage,
            CostDetails = CostDetails.Of(record.Cost),
            InputPrice = CostDetails.UnitPrice(record.Cost, usage, UsageKeys.Input),
            OutputPrice = CostDetails.UnitPrice(record.Cost, usage, UsageKeys.Output),
            CalculatedInputCost = CostDetails.Side(record.Cost, UsageKeys.Input),
            CalculatedOutputCost = CostDetails.Side(record.Cost, UsageKeys.Output),
            CalculatedTotalCost = TotalCost(record),
            ModelId = record.Cost?.Price?.ModelId,
            UsagePricingTierId = record.Cost?.Price?.TierId,
            UsagePricingTierName = record.Cost?.Price?.TierName,
            PromptTokens = tokens.Input,
            CompletionTokens = tokens.Output,
            TotalTokens = tokens.Total,
            Usage = tokens,
            Status = WireNames.Of(record.Status),
            ErrorType = record.ErrorType,
            Provider = record.Provider,
            FinishReason = record.FinishReason,
            IsCacheHit = record.IsCacheHit,
            UsageEstimated = record.Usage?.IsEstimated ?? false,
            CostSource = record.Cost is { } cost ? WireNames.Of(cost.Source) : null,
            PromptLabel = record.Prompt?.Label,
            Release = record.Release,
            UserId = record.UserId?.Value,
            SessionId = record.SessionId?.Value,
            Tags = record.Tags,
            TraceName = record.TraceName,
            Source = WireNames.Of(record.Source),
        };
    }

    public static WireObservationV2 ToWireV2(ObservationRecord record, ObservationFields fields)
    {
        var usage = UsageDetails.Of(record.Usage);
        return new WireObservationV2
        {
            Groups = fields.Groups,
            Id = record.Id.Value,
            TraceId = record.TraceId.Value,
            StartTime = record.StartTime,
            EndTime = record.EndTime,
            ProjectId = record.Project.Value,
            ParentObservationId = record.ParentId?.Value,
            Type = WireNames.Of(record.Kind),
            Name = record.Name.Length == 0 ? null : record.Name,
            Level = WireNames.Of(record.Level),
            StatusMessage = record.StatusMessage ?? "",
            Version = record.Version ?? "",
            Environment = record.Environment,
            UserId = record.UserId?.Value ?? "",
            SessionId = record.SessionId?.Value ?? "",
            IsRootObservation = record.ParentId is null,
            CompletionStartTime = record.FirstTokenTime,
            CreatedAt = record.StartTime,
            UpdatedAt = record.EndTime ?? record.StartTime,
            Input = new JsonPayload(record.Input, fields.IoForm),
            Output = new JsonPayload(record.Output, fields.IoForm),
            Metadata = MetadataFlattener.Flatten(record.Metadata, fields),
            Model = record.Model ?? "",
            ProvidedModelName = record.Model ?? "",
            ModelParameters = JsonPayload.OrEmptyObject(record.Parameters),
            UsageDetails = usage,
            InputUsage = record.Usage?.Input ?? 0,
            OutputUsage = record.Usage?.Output ?? 0,
            TotalUsage = record.Usage?.TotalTokens ?? 0,
            CostDetails = CostDetails.Of(record.Cost),
            InputCost = CostDetails.Side(record.Cost, UsageKeys.Input),
            OutputCost = CostDetails.Side(record.Cost, UsageKeys.Output),
            TotalCost = TotalCost(record),
            ModelId = record.Cost?.Price?.ModelId,
            InternalModelId = record.Cost?.Price?.ModelId ?? "",
            UsagePricingTierId = record.Cost?.Price?.TierId,
            UsagePricingTierName = record.Cost?.Price?.TierName,
            PromptName = record.Prompt?.Name,
            PromptVersion = record.Prompt?.Version,
            Latency = Latency(record),
            TimeToFirstToken = TimeToFirstToken(record),
            TraceName = record.TraceName,
            Tags = record.Tags,
            Release = record.Release,
            InputPrice = Price(CostDetails.UnitPrice(record.Cost, usage, UsageKeys.Input)),
            OutputPrice = Price(CostDetails.UnitPrice(record.Cost, usage, UsageKeys.Output)),
            Status = WireNames.Of(record.Status),
            ErrorType = record.ErrorType,
            Provider = record.Provider,
            FinishReason = record.FinishReason,
            IsCacheHit = record.IsCacheHit,
            UsageEstimated = record.Usage?.IsEstimated ?? false,
            CostSource = record.Cost is { } cost ? WireNames.Of(cost.Source) : null,
        };
    }

    private static double? Latency(ObservationRecord record) => (record.EndTime - record.StartTime)?.TotalSeconds;

    private static double? TimeToFirstToken(ObservationRecord record) => (record.FirstTokenTime - record.StartTime)?.TotalSeconds;

    /// <summary>What is no model call costs nothing; a call of unknown price has no cost.</summary>
    private static decimal? TotalCost(ObservationRecord record) =>
        record.Cost?.Total ?? (record.Usage is null && record.Kind is not (ObservationKind.Generation or ObservationKind.Embedding) ? 0 : null);

    private static string? Price(decimal? price) => price?.ToString("0.##########################", System.Globalization.CultureInfo.InvariantCulture);
}
