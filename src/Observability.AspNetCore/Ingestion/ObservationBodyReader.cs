using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.Model;
using Observability.Wire;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Reads the body of an event about an observation.</summary>
internal static class ObservationBodyReader
{
    private static readonly IReadOnlyList<ObservationLevel> Levels = [ObservationLevel.Debug, ObservationLevel.Default, ObservationLevel.Warning, ObservationLevel.Error];

    private static readonly IReadOnlyList<ObservationKind> Kinds =
    [
        ObservationKind.Generation, ObservationKind.Span, ObservationKind.Event, ObservationKind.Agent, ObservationKind.Tool, ObservationKind.Chain, ObservationKind.Retriever,
        ObservationKind.Evaluator, ObservationKind.Embedding, ObservationKind.Guardrail,
    ];

    /// <summary>Reads a body; what is wrong with it goes to <paramref name="issues"/>.</summary>
    public static ObservationPatch? Read(ReadOnlyMemory<byte> body, EventType type, string eventId, DateTimeOffset eventTime, List<ApiIssue> issues)
    {
        var reader = new FieldReader(body, EventReader.BodyPath, issues);
        Said<string> id = default, trace = default, parent = default, name = default, status = default, version = default, model = default, environment = default, promptName = default;
        Said<DateTimeOffset?> start = default, end = default, firstToken = default;
        Said<int?> level = default, kind = default, promptVersion = default;
        Said<Payload> input = default, output = default, metadata = default, parameters = default;
        Said<JsonElement?> usage = default, usageDetails = default, costDetails = default;
        while (reader.Next(out var property))
        {
            switch (property)
            {
                case "id": id = reader.Id(); break;
                case "traceId": trace = reader.Id(); break;
                case "parentObservationId": parent = reader.Id(); break;
                case "type" when type.Kind is null: kind = reader.Choice(WireNames.Kinds); break;
                case "name": name = reader.Text(); break;
                case "startTime": start = reader.Instant(); break;
                case "endTime": end = reader.Instant(); break;
                case "completionStartTime": firstToken = reader.Instant(); break;
                case "level": level = reader.Choice(WireNames.Levels); break;
                case "statusMessage": status = reader.Text(); break;
                case "version": version = reader.Text(); break;
                case "environment": environment = reader.Text(); break;
                case "input": input = reader.Json(); break;
                case "output": output = reader.Json(); break;
                case "metadata": metadata = reader.Metadata(); break;
                case "model": model = reader.Text(); break;
                case "modelParameters": parameters = reader.Json(); break;
                case "usage": usage = reader.Element(); break;
                case "usageDetails": usageDetails = reader.Element(); break;
                case "costDetails": costDetails = reader.Element(); break;
                case "promptName": promptName = reader.Text(); break;
                case "promptVersion": promptVersion = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }

        if (type.IsUpdate && id.Value is null)
        {
            issues.Add(ApiIssue.InvalidType("string", id.IsSaid ? "null" : "undefined", [.. EventReader.BodyPath, "id"]));
        }

        if (type.Kind is null && kind.Value is null && issues.Count == 0)
        {
            issues.Add(ApiIssue.InvalidValue(WireNames.Kinds, [.. EventReader.BodyPath, "type"]));
        }

        if (promptName.Value is null != promptVersion.Value is null)
        {
            issues.Add(ApiIssue.Custom("Provide both promptName and promptVersion, or neither.", [.. EventReader.BodyPath, promptName.Value is null ? "promptName" : "promptVersion"]));
        }

        if (issues.Count > 0)
        {
            return null;
        }

        return new ObservationPatch
        {
            // Not made up: the same event sent again is about the same observation.
            Id = new ObservationId(id.Value ?? eventId),
            EventTime = eventTime,
            IsUpdate = type.IsUpdate,
            TraceId = trace.Value is { } traceId ? new TraceId(traceId) : null,
            Kind = type.Kind ?? Kinds[kind.Value!.Value],
            IsKindVague = type is { IsUpdate: true, Kind: ObservationKind.Span },
            StartTime = start.Value,
            Environment = EnvironmentName.Of(environment.Value),
            ParentId = new(parent.IsSaid, parent.Value is { } parentId ? new ObservationId(parentId) : null),
            Name = name,
            EndTime = end,
            FirstTokenTime = firstToken,
            Level = new(level.IsSaid, level.Value is { } index ? Levels[index] : null),
            StatusMessage = status,
            Version = version,
            Model = model,
            Parameters = parameters,
            Input = input,
            Output = output,
            Metadata = metadata,
            Usage = UsageOf(usage, usageDetails),
            Cost = CostOf(usage, costDetails),
            Prompt = new(promptName.IsSaid || promptVersion.IsSaid, promptName.Value is { } prompt ? new PromptLink(prompt, promptVersion.Value!.Value) : null),
        };
    }

    // An object without a count says nothing, so that it does not wipe out what an earlier event counted.
    private static Said<Usage> UsageOf(in Said<JsonElement?> usage, in Said<JsonElement?> details)
    {
        var read = (details.Value is { } map ? UsageReader.Read(map) : null) ?? (usage.Value is { } older ? UsageReader.ReadUsage(older) : null);
        return new(read is not null || (details is { IsSaid: true, Value: null } && usage.Value is null) || (usage is { IsSaid: true, Value: null } && details.Value is null), read);
    }

    private static Said<Cost> CostOf(in Said<JsonElement?> usage, in Said<JsonElement?> details)
    {
        var read = (details.Value is { } map ? CostReader.Read(map) : null) ?? (usage.Value is { } older ? CostReader.ReadUsage(older) : null);
        return new(read is not null || details is { IsSaid: true, Value: null }, read);
    }
}
