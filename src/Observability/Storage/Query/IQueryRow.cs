using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>A readonly view of one stored trace, observation or score, whatever form the store keeps it in.</summary>
/// <remarks>
/// A getter is only called for fields that <see cref="FieldCatalog"/> lists for the row's view with that type. Implement it as a struct:
/// every consumer is generic over the row, so that the calls are direct and nothing is boxed.
/// </remarks>
internal interface IQueryRow
{
    /// <summary>The start in UTC ticks: an observation's start, a trace's or score's timestamp.</summary>
    long StartTicks { get; }

    /// <summary>A field of type <see cref="FieldType.Text"/>.</summary>
    string? Text(FilterField field);

    /// <summary>A field of type <see cref="FieldType.TextList"/>; empty when there is none.</summary>
    IReadOnlyList<string> List(FilterField field);

    /// <summary>A field of type <see cref="FieldType.Number"/>: seconds, tokens, USD or a count.</summary>
    double? Number(FilterField field);

    /// <summary>A field of type <see cref="FieldType.Bits"/>: bit n is set when the field has the enum value n (booleans: 0 and 1).</summary>
    ulong Bits(FilterField field);

    /// <summary>The text of a top-level metadata value, see <see cref="MetadataText"/>; null when there is none.</summary>
    string? Metadata(string key);

    /// <summary>The scores of the row: a trace's include those of its observations.</summary>
    IReadOnlyList<Score> Scores { get; }
}
