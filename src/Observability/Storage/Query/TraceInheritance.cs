using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>What an observation has of its trace, so that it is found by it: name, user, session, release and tags.</summary>
/// <remarks>
/// Stores apply it when they write, in whatever order trace and observations come, and to the observations that are there when what is said
/// changes; so filters and metrics read the observation alone. The trace's name, and everything of an observation that came by ingestion,
/// which has no word of its own for them, is what was said of the trace. Elsewhere an own user, session or release stays.
/// </remarks>
internal static class TraceInheritance
{
    /// <summary>The observation as it is after something was said of its trace; itself when nothing changes.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="before">What had been said when it was written or changed last; null for nothing, or when it is new.</param>
    /// <param name="said">What is said now; null for nothing.</param>
    public static ObservationRecord Apply(ObservationRecord observation, TraceRecord? before, TraceRecord? said)
    {
        if (said is null)
        {
            return observation;
        }

        var hasOwn = observation.Source is not ObservationSource.Ingestion;
        var name = Of(TraceProperties.Name, observation.TraceName, before?.Name, said.Name, hasOwn: false);
        var user = Of(TraceProperties.UserId, observation.UserId, before?.UserId, said.UserId, hasOwn);
        var session = Of(TraceProperties.SessionId, observation.SessionId, before?.SessionId, said.SessionId, hasOwn);
        var release = Of(TraceProperties.Release, observation.Release, before?.Release, said.Release, hasOwn);
        var hasTags = said.Tags.All(tag => observation.Tags.Contains(tag, StringComparer.Ordinal));
        return hasTags && name == observation.TraceName && user == observation.UserId && session == observation.SessionId && release == observation.Release
            ? observation
            : observation with
            {
                TraceName = name,
                UserId = user,
                SessionId = session,
                Release = release,
                Tags = hasTags ? observation.Tags : TraceMerge.UniteTags(observation.Tags, said.Tags),
            };

        T? Of<T>(TraceProperties property, T? value, T? was, T? now, bool hasOwn)
        {
            var isSaid = now is not null || said.Cleared.HasFlag(property);
            var isOwn = hasOwn && value is not null && !EqualityComparer<T>.Default.Equals(value, was);
            return isSaid && !isOwn ? now : value;
        }
    }

    /// <summary>Whether what is said now differs from what was said before in what observations have of it.</summary>
    public static bool Differs(TraceRecord? before, TraceRecord? said) => said is not null
        && (before is null || before.Name != said.Name || before.UserId != said.UserId || before.SessionId != said.SessionId || before.Release != said.Release
            || before.Cleared != said.Cleared || !before.Tags.SequenceEqual(said.Tags, StringComparer.Ordinal));
}
