using Observability.AspNetCore.Http;
using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>Reads <c>orderBy</c>, e.g. <c>timestamp.asc</c>.</summary>
internal static class TraceOrder
{
    private static readonly Dictionary<string, FilterField> Fields = new(StringComparer.Ordinal)
    {
        ["timestamp"] = FilterField.StartTime,
        ["id"] = FilterField.Id,
        ["name"] = FilterField.Name,
        ["userId"] = FilterField.UserId,
        ["sessionId"] = FilterField.SessionId,
        ["release"] = FilterField.Release,
        ["version"] = FilterField.Version,
        ["environment"] = FilterField.Environment,
        ["latency"] = FilterField.Latency,
        ["totalCost"] = FilterField.TotalCost,
        ["inputTokens"] = FilterField.InputTokens,
        ["outputTokens"] = FilterField.OutputTokens,
        ["totalTokens"] = FilterField.TotalTokens,
        ["observationCount"] = FilterField.ObservationCount,
        ["errorCount"] = FilterField.ErrorCount,
    };

    /// <exception cref="ApiException">It is not a field and a direction.</exception>
    public static SortOrder Parse(string? orderBy)
    {
        if (orderBy is null)
        {
            return SortOrder.NewestFirst;
        }

        var dot = orderBy.LastIndexOf('.');
        var direction = dot < 0 ? "asc" : orderBy[(dot + 1)..].ToLowerInvariant();
        var name = dot < 0 ? orderBy : orderBy[..dot];
        return Fields.TryGetValue(name, out var field) && direction is "asc" or "desc"
            ? new SortOrder(field, direction == "desc")
            : throw ApiException.Invalid($"The order '{orderBy}' does not exist. Give one of {string.Join(", ", Fields.Keys)}, a dot, and asc or desc.");
    }
}
