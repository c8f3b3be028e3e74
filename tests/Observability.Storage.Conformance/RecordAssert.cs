using Observability.Model;
using Xunit;

namespace Observability.Storage.Conformance;

/// <summary>Compares records by value, lists and dictionaries included.</summary>
internal static class RecordAssert
{
    public static void Same(ObservationRecord expected, ObservationRecord? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.Usage?.Extra, actual.Usage?.Extra);
        Assert.Equal(expected.Cost?.Entries, actual.Cost?.Entries);
        Assert.Equal(WithoutCollections(expected), WithoutCollections(actual));
    }

    public static void Same(Score expected, Score? actual) => Assert.Equal(expected, actual);

    private static ObservationRecord WithoutCollections(ObservationRecord record) => record with
    {
        Tags = [],
        Usage = record.Usage is { } usage ? usage with { Extra = null } : null,
        Cost = record.Cost is { } cost ? cost with { Entries = NoEntries } : null,
    };

    private static readonly Dictionary<string, decimal> NoEntries = [];
}
