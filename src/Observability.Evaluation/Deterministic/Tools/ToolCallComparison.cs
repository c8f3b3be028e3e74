using System.Text.Json;
using Observability.Evaluation.Messages;

namespace Observability.Evaluation.Deterministic.Tools;

/// <summary>Compares the calls that were made with those that were expected.</summary>
internal sealed class ToolCallComparison(IReadOnlyList<ToolInvocation> actual, IReadOnlyList<ToolInvocation> expected, bool compareArguments)
{
    /// <summary>Matched calls among those made and among those expected, in any order.</summary>
    public (double Precision, double Recall) Calls
    {
        get
        {
            var matched = MatchedInAnyOrder();
            return (Share(matched, actual.Count), Share(matched, expected.Count));
        }
    }

    /// <summary>Equal arguments among those given and among those expected.</summary>
    public (double Precision, double Recall) Arguments
    {
        get
        {
            // Most agreement first: of all pairs of calls of one tool the one with the most equal arguments is taken, then the next.
            var pairs = new List<(int A, int E, int Equal)>();
            for (var a = 0; a < actual.Count; a++)
            {
                for (var e = 0; e < expected.Count; e++)
                {
                    if (actual[a].Name == expected[e].Name)
                    {
                        pairs.Add((a, e, EqualArguments(actual[a].Arguments, expected[e].Arguments)));
                    }
                }
            }

            pairs.Sort(static (x, y) => (y.Equal, x.A, x.E).CompareTo((x.Equal, y.A, y.E)));
            var (usedActual, usedExpected, agreed) = (new bool[actual.Count], new bool[expected.Count], 0);
            var unasked = 0;
            foreach (var (a, e, equal) in pairs)
            {
                if (!usedActual[a] && !usedExpected[e])
                {
                    (usedActual[a], usedExpected[e]) = (true, true);
                    agreed += equal;
                    unasked += AcceptsAny(expected[e]) ? Count(actual[a].Arguments) : 0;
                }
            }

            return (Share(agreed, actual.Sum(call => Count(call.Arguments)) - unasked), Share(agreed, expected.Sum(call => Count(call.Arguments))));
        }
    }

    public bool Holds(ToolCallOrder order) => order switch
    {
        ToolCallOrder.Exact => actual.Count == expected.Count && Enumerable.Range(0, actual.Count).All(i => Matches(actual[i], expected[i])),
        ToolCallOrder.InOrder => ContainsInOrder(),
        _ => MatchedInAnyOrder() == expected.Count,
    };

    private bool ContainsInOrder()
    {
        var next = 0;
        foreach (var call in actual)
        {
            next += next < expected.Count && Matches(call, expected[next]) ? 1 : 0;
        }

        return next == expected.Count;
    }

    // A bipartite matching by augmenting paths: an expected call that accepts any arguments must not take the one another needs.
    private int MatchedInAnyOrder()
    {
        var owner = new int[actual.Count];
        Array.Fill(owner, -1);
        var matched = 0;
        for (var e = 0; e < expected.Count; e++)
        {
            matched += Assign(e, owner, new bool[actual.Count]) ? 1 : 0;
        }

        return matched;
    }

    private bool Assign(int e, int[] owner, bool[] seen)
    {
        for (var a = 0; a < actual.Count; a++)
        {
            if (!seen[a] && Matches(actual[a], expected[e]))
            {
                seen[a] = true;
                if (owner[a] < 0 || Assign(owner[a], owner, seen))
                {
                    owner[a] = e;
                    return true;
                }
            }
        }

        return false;
    }

    private bool Matches(in ToolInvocation made, in ToolInvocation wanted) =>
        made.Name == wanted.Name && (!compareArguments || AcceptsAny(wanted) || SameArguments(made.Arguments, wanted.Arguments));

    private static bool AcceptsAny(in ToolInvocation wanted) => wanted.Arguments.ValueKind is JsonValueKind.Undefined;

    private static bool SameArguments(JsonElement made, JsonElement wanted) =>
        made.ValueKind is JsonValueKind.Undefined ? Count(wanted) == 0 : JsonElement.DeepEquals(made, wanted);

    private static int EqualArguments(JsonElement made, JsonElement wanted)
    {
        if (made.ValueKind is not JsonValueKind.Object || wanted.ValueKind is not JsonValueKind.Object)
        {
            return 0;
        }

        return wanted.EnumerateObject().Count(argument => made.TryGetProperty(argument.Name, out var value) && JsonElement.DeepEquals(value, argument.Value));
    }

    private static int Count(JsonElement arguments) => arguments.ValueKind is JsonValueKind.Object ? arguments.EnumerateObject().Count() : 0;

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
