using System.Text.Json;
using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Merges what was said about a trace at different times.</summary>
internal static class TraceMerge
{
    /// <summary>
    /// What is known after <paramref name="said"/>: null leaves what is known, the first timestamp stays, tags are united in ordinal
    /// order, and in metadata the later value of a top-level key wins. Saying the same twice changes nothing.
    /// </summary>
    public static TraceRecord Merge(TraceRecord? known, TraceRecord said) => known is null
        ? said with { Tags = UniteTags(said.Tags, []) }
        : known with
        {
            Name = said.Name ?? known.Name,
            Input = said.Input ?? known.Input,
            Output = said.Output ?? known.Output,
            Metadata = MergeMetadata(known.Metadata, said.Metadata),
            Environment = said.Environment ?? known.Environment,
            Release = said.Release ?? known.Release,
            Version = said.Version ?? known.Version,
            UserId = said.UserId ?? known.UserId,
            SessionId = said.SessionId ?? known.SessionId,
            Tags = UniteTags(known.Tags, said.Tags),
            IsPublic = said.IsPublic ?? known.IsPublic,
            IsBookmarked = said.IsBookmarked ?? known.IsBookmarked,
        };

    /// <summary>Both lists' tags once each, in ordinal order, cut at the limit.</summary>
    public static IReadOnlyList<string> UniteTags(IReadOnlyList<string> known, IReadOnlyList<string> more)
    {
        if (known.Count + more.Count == 0)
        {
            return [];
        }

        var tags = new SortedSet<string>(known, StringComparer.Ordinal);
        tags.UnionWith(more);
        return [.. tags.Take(MetadataLimits.MaxTags)];
    }

    private static Payload? MergeMetadata(Payload? known, Payload? said)
    {
        if (known is null || said is null || known.Equals(said))
        {
            return said ?? known;
        }

        JsonElement older;
        JsonElement newer;
        try
        {
            older = known.ToElement();
            newer = said.ToElement();
        }
        catch (JsonException)
        {
            return said;
        }

        if (older.ValueKind is not JsonValueKind.Object || newer.ValueKind is not JsonValueKind.Object)
        {
            return said;
        }

        var merged = new Dictionary<string, JsonElement>();
        foreach (var property in older.EnumerateObject().Concat(newer.EnumerateObject()))
        {
            merged[property.Name] = property.Value;
        }

        return Payload.FromValue(merged);
    }
}
