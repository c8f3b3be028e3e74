using System.Globalization;
using LiteDB;
using Observability.Model;

namespace Observability.Benchmarks.Storage;

/// <summary>An observation as a naive store keeps it: one row with every field and the payloads inline.</summary>
internal static class InlineRow
{
    public static readonly string[] Columns =
    [
        "id", "trace", "parent", "kind", "name", "start", "end", "first", "level", "status", "message", "error", "model", "provider", "finish",
        "input_tokens", "output_tokens", "cached", "cost", "environment", "release", "user", "session", "trace_name", "parameters", "input", "output", "metadata",
    ];

    public static object?[] Of(ObservationRecord o) =>
    [
        o.Id.Value, o.TraceId.Value, o.ParentId?.Value, (long)o.Kind, o.Name, o.StartTime.UtcTicks, o.EndTime?.UtcTicks, o.FirstTokenTime?.UtcTicks,
        (long)o.Level, (long)o.Status, o.StatusMessage, o.ErrorType, o.Model, o.Provider, o.FinishReason, o.Usage?.Input, o.Usage?.Output,
        o.Usage?.CachedInput, o.Cost?.Total.ToString(CultureInfo.InvariantCulture), o.Environment, o.Release, o.UserId?.Value, o.SessionId?.Value,
        o.TraceName, o.Parameters?.ToString(), o.Input?.ToString(), o.Output?.ToString(), o.Metadata?.ToString(),
    ];

    public static BsonDocument ToBson(ObservationRecord observation)
    {
        var values = Of(observation);
        var document = new BsonDocument { ["_id"] = observation.Id.Value };
        for (var i = 1; i < values.Length; i++)
        {
            document[Columns[i]] = values[i] switch
            {
                null => BsonValue.Null,
                long number => number,
                var value => new BsonValue((string)value),
            };
        }

        return document;
    }
}
