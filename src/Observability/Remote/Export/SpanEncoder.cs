using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Observability.Capture.Interop;
using Observability.Model;
using Observability.Wire;

namespace Observability.Remote.Export;

/// <summary>Encodes observations as OTLP spans from which a Langfuse server and a server of ours make the same records again. Not thread-safe.</summary>
/// <remarks>The attributes of Langfuse's SDKs carry the record; those of the GenAI conventions say again, without content, what they have a name for.</remarks>
internal sealed class SpanEncoder
{
    private const uint TraceId = 1;
    private const uint SpanId = 2;
    private const uint ParentSpanId = 4;
    private const uint Name = 5;
    private const uint Kind = 6;
    private const uint StartTime = 7;
    private const uint EndTime = 8;
    private const uint Status = 15;
    private const ulong InternalKind = 1;
    private const ulong ClientKind = 3;

    private readonly SpanWriter _span = new();
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>Whether a record can be a span: OTLP has ids of 16 and 8 bytes only.</summary>
    public static bool CanEncode(ObservationRecord record) => SpanIds.IsTrace(record.TraceId.Value) && SpanIds.IsSpan(record.Id.Value)
        && (record.ParentId is not { } parent || SpanIds.IsSpan(parent.Value)) && record.StartTime > DateTimeOffset.UnixEpoch;

    /// <summary>Whether what was said about a trace can travel on one of its observations without changing that.</summary>
    public static bool CanCarry(ObservationRecord record, TraceRecord said) => said.Cleared is TraceProperties.None
        && (said.Environment is null || said.Environment == record.Environment)
        && (said.Release is null || said.Release == record.Release)
        && (said.Version is null || said.Version == record.Version)
        && (said.UserId is null || said.UserId == record.UserId)
        && (said.SessionId is null || said.SessionId == record.SessionId);

    /// <summary>Encodes an observation, and with it what was said about its trace.</summary>
    public byte[] Encode(ObservationRecord record, TraceRecord? said)
    {
        var failed = record.Status is ObservationStatus.Failed || record.Level is ObservationLevel.Error;
        _span.Hex(TraceId, record.TraceId.Value);
        _span.Hex(SpanId, record.Id.Value);
        if (record.ParentId is { } parent)
        {
            _span.Hex(ParentSpanId, parent.Value);
        }

        _span.Text(Name, record.Name);
        _span.Varint(Kind, record.Kind is ObservationKind.Generation or ObservationKind.Embedding ? ClientKind : InternalKind);
        _span.Time(StartTime, record.StartTime);
        if (record.EndTime is { } end)
        {
            _span.Time(EndTime, end);
        }

        if (failed)
        {
            _span.ErrorStatus(Status, record.StatusMessage);
        }

        AddObservation(record);
        AddModelCall(record);
        AddTrace(record, said);
        AddConventions(record);
        return _span.Take();
    }

    private void AddObservation(ObservationRecord record)
    {
        _span.Add(SpanNames.Type, WireNames.Of(record.Kind).ToLowerInvariant());
        _span.Add(SpanNames.Level, WireNames.Of(record.Level));
        _span.Add(SpanNames.StatusMessage, record.StatusMessage);
        _span.Add(SpanNames.Status, record.Status is ObservationStatus.Completed ? null : WireNames.Of(record.Status));
        _span.Add(SpanNames.ErrorType, record.ErrorType);
        AddPayload(SpanNames.Input, record.Input);
        AddPayload(SpanNames.Output, record.Output);
        AddPayload(SpanNames.Metadata, record.Metadata);
        _span.Add(SpanNames.Environment, record.Environment);
        _span.Add(SpanNames.Release, record.Release);
        _span.Add(SpanNames.Version, record.Version);
        _span.Add(SpanNames.UserId, record.UserId?.Value);
        _span.Add(SpanNames.SessionId, record.SessionId?.Value);
    }

    private void AddModelCall(ObservationRecord record)
    {
        _span.Add(SpanNames.Model, record.Model);
        AddPayload(SpanNames.Parameters, record.Parameters);
        if (record.FirstTokenTime is { } first)
        {
            _span.Add(SpanNames.FirstTokenTime, $"\"{first.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}\"");
        }

        if (record.Usage is { } usage)
        {
            AddJson(SpanNames.UsageDetails, UsageDetails.Of(usage));
            _span.Add(SpanNames.UsageEstimated, usage.IsEstimated ? true : null);
        }

        if (record.Cost is { } cost)
        {
            AddJson(SpanNames.CostDetails, CostDetails.Of(cost));
            _span.Add(SpanNames.CostSource, cost.Source is CostSource.Provided ? null : WireNames.Of(cost.Source));
            _span.Add(SpanNames.CostPrice, cost.Price is { } price ? [price.ModelId, price.TierId, price.TierName] : []);
        }

        _span.Add(SpanNames.CacheHit, record.IsCacheHit ? true : null);
        if (record.Prompt is { } prompt)
        {
            _span.Add(SpanNames.PromptName, prompt.Name);
            _span.Add(SpanNames.PromptVersion, prompt.Version);
            _span.Add(SpanNames.PromptLabel, prompt.Label);
        }
    }

    private void AddTrace(ObservationRecord record, TraceRecord? said)
    {
        _span.Add(SpanNames.TraceName, said?.Name ?? record.TraceName);
        _span.Add(SpanNames.TraceTags, said is { Tags.Count: > 0 } ? [.. record.Tags.Union(said.Tags)] : record.Tags);
        if (said is not null)
        {
            _span.Add(SpanNames.TracePublic, said.IsPublic);
            AddPayload(SpanNames.TraceInput, said.Input);
            AddPayload(SpanNames.TraceOutput, said.Output);
            AddPayload(SpanNames.TraceMetadata, said.Metadata);
        }
    }

    private void AddConventions(ObservationRecord record)
    {
        _span.Add(SpanNames.Operation, GenAIOperation.Of(record.Kind));
        _span.Add(SpanNames.Provider, record.Provider);
        _span.Add(SpanNames.ResponseModel, record.Model);
        _span.Add(SpanNames.FinishReasons, record.FinishReason is { } reason ? [reason] : []);
        _span.Add(SpanNames.Conversation, record.SessionId?.Value);
        _span.Add(SpanNames.ToolName, record.Kind is ObservationKind.Tool ? record.Name : null);
        _span.Add(SpanNames.AgentName, record.Kind is ObservationKind.Agent ? record.Name : null);
        if (record.Usage is { } usage)
        {
            _span.Add(SpanNames.InputTokens, usage.Input);
            _span.Add(SpanNames.OutputTokens, usage.Output);
            _span.Add(SpanNames.CacheReadTokens, usage.CachedInput);
            _span.Add(SpanNames.CacheCreationTokens, usage.CacheWrite);
            _span.Add(SpanNames.ReasoningTokens, usage.Reasoning);
        }
    }

    private void AddPayload(string name, Payload? payload)
    {
        if (payload is not null)
        {
            _span.Add(name, PayloadText.Of(payload).Span);
        }
    }

    private void AddJson(string name, IReadOnlyDictionary<string, long> counts)
    {
        using (var writer = new Utf8JsonWriter(_json))
        {
            WireWriting.Map(writer, counts);
        }

        _span.Add(name, _json.WrittenSpan);
        _json.ResetWrittenCount();
    }

    private void AddJson(string name, IReadOnlyDictionary<string, decimal> amounts)
    {
        using (var writer = new Utf8JsonWriter(_json))
        {
            WireWriting.Map(writer, amounts);
        }

        _span.Add(name, _json.WrittenSpan);
        _json.ResetWrittenCount();
    }
}
