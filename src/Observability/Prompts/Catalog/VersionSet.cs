namespace Observability.Prompts.Catalog;

/// <summary>A set of version numbers as ranges: ten thousand versions in a row are two numbers.</summary>
internal sealed class VersionSet
{
    private readonly List<(int From, int To)> _ranges;

    public VersionSet(IEnumerable<int[]> ranges) => _ranges = [.. ranges.Select(range => (range[0], range[1]))];

    public int Count => _ranges.Sum(range => range.To - range.From + 1);

    /// <summary>The largest; 0 when there is none.</summary>
    public int Max => _ranges.Count == 0 ? 0 : _ranges[^1].To;

    public bool Contains(int version) => _ranges.Any(range => version >= range.From && version <= range.To);

    public IReadOnlyList<int> ToList() => [.. _ranges.SelectMany(range => Enumerable.Range(range.From, range.To - range.From + 1))];

    public int[][] ToRanges() => [.. _ranges.Select(range => new[] { range.From, range.To })];

    /// <summary>The set with a version that is larger than all in it.</summary>
    public VersionSet Append(int version)
    {
        var ranges = ToRanges();
        return ranges is [.., var last] && last[1] == version - 1
            ? new VersionSet([.. ranges[..^1], [last[0], version]])
            : new VersionSet([.. ranges, [version, version]]);
    }

    public VersionSet Remove(int version) => new(ToRanges().SelectMany(range => version < range[0] || version > range[1]
        ? [range]
        : new int[][] { [range[0], version - 1], [version + 1, range[1]] }.Where(rest => rest[0] <= rest[1])));
}
