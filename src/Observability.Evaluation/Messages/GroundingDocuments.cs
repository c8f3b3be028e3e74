using System.Text.Json;
using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Messages;

/// <summary>Finds the documents that an answer should rest on.</summary>
internal static class GroundingDocuments
{
    private const int MaxDocuments = 200;

    public static IReadOnlyList<string> Of(TraceDetail? trace, ObservationRecord? observation, EvaluationItem? item)
    {
        if (trace is not null)
        {
            var retrieved = trace.Observations
                .Where(o => o.Kind is ObservationKind.Retriever && o.Output is not null && (observation is null || o.EndTime <= observation.EndTime || o.Id == observation.Id))
                .SelectMany(o => Texts(o.Output!.ToElement()))
                .Take(MaxDocuments)
                .ToList();
            if (retrieved.Count > 0)
            {
                return retrieved;
            }
        }

        return item?.Metadata?.ToElement() is { ValueKind: JsonValueKind.Object } metadata && metadata.TryGetProperty("context", out var context)
            ? [.. Texts(context).Take(MaxDocuments)]
            : [];
    }

    /// <summary>One text of each document: a string, or an object's content under one of its usual names, or its JSON.</summary>
    public static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Object when Documents(value) is { } documents => Texts(documents),
        JsonValueKind.Object => [ContentOf(value) ?? value.GetRawText()],
        _ => [value.GetRawText()],
    };

    private static JsonElement? Documents(JsonElement value)
    {
        foreach (var name in (ReadOnlySpan<string>)["documents", "results", "chunks"])
        {
            if (value.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array)
            {
                return list;
            }
        }

        return null;
    }

    private static string? ContentOf(JsonElement document)
    {
        foreach (var name in (ReadOnlySpan<string>)["page_content", "content", "text", "document", "chunk"])
        {
            if (document.TryGetProperty(name, out var content) && content.ValueKind is JsonValueKind.String)
            {
                return content.GetString();
            }
        }

        return null;
    }
}
