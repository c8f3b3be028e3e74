using Observability.Model;

namespace Observability.Evaluation.Messages;

/// <summary>Finds what happened in an observation.</summary>
internal static class ObservationTree
{
    /// <summary>The observation and everything below it.</summary>
    public static HashSet<ObservationId> Within(IReadOnlyList<ObservationRecord> observations, ObservationId root)
    {
        var children = observations.ToLookup(o => o.ParentId);
        var found = new HashSet<ObservationId> { root };
        var open = new Stack<ObservationId>([root]);
        while (open.TryPop(out var id))
        {
            foreach (var child in children[id].Where(child => found.Add(child.Id)))
            {
                open.Push(child.Id);
            }
        }

        return found;
    }
}
