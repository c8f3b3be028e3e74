using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Merges what was said about a trace at different times.</summary>
internal static class TraceMerge
{
    /// <summary>
    /// What is known after <paramref name="said"/>: null leaves what is known unless it is cleared, the first timestamp and environment
    /// stay, tags are united in ordinal order, and metadata is merged deeply. Saying the same twice changes nothing, and merging what was
    /// said before it is merged into what is known comes to the same.
    /// </summary>
    public static TraceRecord Merge(TraceRecord? known, TraceRecord said)
    {
        if (known is null)
        {
            return said with { Tags = UniteTags(said.Tags, []) };
        }

        T? Known<T>(TraceProperties property, T? value) => said.Cleared.HasFlag(property) ? default : value;
        return known with
        {
            Name = said.Name ?? Known(TraceProperties.Name, known.Name),
            Input = said.Input ?? Known(TraceProperties.Input, known.Input),
            Output = said.Output ?? Known(TraceProperties.Output, known.Output),
            Metadata = PayloadMerge.Deep(Known(TraceProperties.Metadata, known.Metadata), said.Metadata),
            Environment = known.Environment ?? said.Environment,
            Release = said.Release ?? Known(TraceProperties.Release, known.Release),
            Version = said.Version ?? Known(TraceProperties.Version, known.Version),
            UserId = said.UserId ?? Known(TraceProperties.UserId, known.UserId),
            SessionId = said.SessionId ?? Known(TraceProperties.SessionId, known.SessionId),
            Tags = UniteTags(known.Tags, said.Tags),
            IsPublic = said.IsPublic ?? known.IsPublic,
            IsBookmarked = said.IsBookmarked ?? known.IsBookmarked,
            Cleared = known.Cleared | said.Cleared,
        };
    }

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
}
