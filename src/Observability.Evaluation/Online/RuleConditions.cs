using System.Text.Json;
using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Online;

/// <summary>How the conditions of a rule are kept: with the fields and operators of the store, whatever words a client used.</summary>
internal static class RuleConditions
{
    public static Payload Write(IEnumerable<Filter> filters) => Payload.FromValue(filters.Select(filter => new Dictionary<string, object?>
    {
        ["field"] = filter.Field.ToString(),
        ["operator"] = filter.Operator.ToString(),
        ["values"] = filter.Values.Select(value => value is Enum word ? word.ToString() : value),
        ["key"] = filter.Key,
    }));

    public static IReadOnlyList<Filter> Read(Payload? conditions) => conditions is null ? [] : [.. conditions.ToElement().EnumerateArray().Select(Read)];

    private static Filter Read(JsonElement condition) => new(
        Enum.Parse<FilterField>(condition.GetProperty("field").GetString()!),
        Enum.Parse<FilterOperator>(condition.GetProperty("operator").GetString()!),
        [.. condition.GetProperty("values").EnumerateArray().Select(ValueOf)],
        condition.TryGetProperty("key", out var key) ? key.GetString() : null);

    private static object ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.GetString()!,
    };
}
