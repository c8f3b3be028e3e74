namespace Observability.Prompts.Diffing;

/// <summary>The shortest way from one list of lines to another (Myers 1986, An O(ND) Difference Algorithm), bounded.</summary>
internal static class LineDiff
{
    /// <summary>With more changes than this, lines are no longer matched one by one: all old ones are removed and all new ones added.</summary>
    public const int MaxChanges = 1000;

    public static IReadOnlyList<PromptDiffLine> Between(ReadOnlySpan<string> from, ReadOnlySpan<string> to)
    {
        var start = from.CommonPrefixLength(to);
        var end = 0;
        while (end < Math.Min(from.Length, to.Length) - start && from[^(end + 1)] == to[^(end + 1)])
        {
            end++;
        }

        var lines = new List<PromptDiffLine>(Math.Max(from.Length, to.Length));
        Add(lines, PromptDiffKind.Same, from[..start]);
        Change(lines, from[start..^end], to[start..^end]);
        Add(lines, PromptDiffKind.Same, from[^end..]);
        return lines;
    }

    private static void Add(List<PromptDiffLine> lines, PromptDiffKind kind, ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            lines.Add(new PromptDiffLine(kind, text));
        }
    }

    private static void Change(List<PromptDiffLine> lines, ReadOnlySpan<string> from, ReadOnlySpan<string> to)
    {
        if (from.IsEmpty || to.IsEmpty || Trace(from, to) is not { } trace)
        {
            Add(lines, PromptDiffKind.Removed, from);
            Add(lines, PromptDiffKind.Added, to);
            return;
        }

        var backwards = new List<PromptDiffLine>();
        var (x, y) = (from.Length, to.Length);
        for (var d = trace.Count - 1; x > 0 || y > 0; d--)
        {
            var furthest = trace[d];
            var k = x - y;
            var down = k == -d || (k != d && At(furthest, k - 1) < At(furthest, k + 1));
            var beforeX = d == 0 ? 0 : At(furthest, down ? k + 1 : k - 1);
            var beforeY = d == 0 ? 0 : beforeX - (down ? k + 1 : k - 1);
            while (x > beforeX && y > beforeY)
            {
                backwards.Add(new PromptDiffLine(PromptDiffKind.Same, from[--x]));
                y--;
            }

            if (d > 0)
            {
                backwards.Add(down ? new PromptDiffLine(PromptDiffKind.Added, to[--y]) : new PromptDiffLine(PromptDiffKind.Removed, from[--x]));
            }
        }

        backwards.Reverse();
        lines.AddRange(backwards);
    }

    /// <summary>For each number of changes how far each diagonal was before it; null when there are too many changes.</summary>
    private static List<int[]>? Trace(ReadOnlySpan<string> from, ReadOnlySpan<string> to)
    {
        var trace = new List<int[]>();
        var furthest = new int[] { 0, 0, 0 };
        for (var d = 0; d <= Math.Min(from.Length + to.Length, MaxChanges); d++)
        {
            trace.Add(furthest);
            var next = new int[(2 * d) + 5];
            furthest.CopyTo(next, 1);
            for (var k = -d; k <= d; k += 2)
            {
                var x = d == 0 ? 0 : k == -d || (k != d && At(furthest, k - 1) < At(furthest, k + 1)) ? At(furthest, k + 1) : At(furthest, k - 1) + 1;
                var y = x - k;
                while (x < from.Length && y < to.Length && from[x] == to[y])
                {
                    x++;
                    y++;
                }

                next[k + (next.Length / 2)] = x;
                if (x >= from.Length && y >= to.Length)
                {
                    return trace;
                }
            }

            furthest = next;
        }

        return null;
    }

    private static int At(int[] furthest, int diagonal) => furthest[diagonal + (furthest.Length / 2)];
}
