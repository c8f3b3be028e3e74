using Observability.Model;
using Observability.Storage;

namespace Observability.Pricing.Models;

/// <summary>Gives calls that are stored already the cost that they have by the prices of now.</summary>
/// <remarks>A cost that came with a call stays, and so does its usage. What does not change is not written; running it again changes nothing.</remarks>
internal sealed class CostRecomputation(ITraceReader reader, ITraceWriter writer, Func<ObservationRecord, ObservationRecord> price)
{
    private const int PageSize = 200;

    private long _examined;
    private long _changed;

    /// <summary>How many calls were looked at so far.</summary>
    public long Examined => Interlocked.Read(ref _examined);

    /// <summary>How many of them have another cost, or one by another price, now.</summary>
    public long Changed => Interlocked.Read(ref _changed);

    /// <summary>Goes through the calls of a project that started in a range.</summary>
    public async Task RunAsync(ProjectId project, DateTimeOffset? from, DateTimeOffset? to, string? model, CancellationToken cancellationToken)
    {
        var query = new ObservationQuery
        {
            Project = project,
            From = from,
            To = to,
            Limit = PageSize,
            Payloads = PayloadSelection.All,
            Filters =
            [
                Filter.AnyOf(FilterField.Kind, "GENERATION", "EMBEDDING"),
                .. model is null ? Array.Empty<Filter>() : [Filter.Equal(FilterField.Model, model)],
            ],
        };
        do
        {
            var page = await reader.ListObservationsAsync(query, cancellationToken).ConfigureAwait(false);
            var changed = page.Items.Select(Reprice).OfType<ObservationRecord>().ToList();
            if (changed.Count > 0)
            {
                await writer.WriteAsync(new TelemetryBatch { Observations = changed }, cancellationToken).ConfigureAwait(false);
            }

            Interlocked.Add(ref _examined, page.Items.Count);
            Interlocked.Add(ref _changed, changed.Count);
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
    }

    private ObservationRecord? Reprice(ObservationRecord record)
    {
        if (record.Cost is { Source: CostSource.Provided } || record.IsCacheHit || record.Usage is null)
        {
            return null;
        }

        var priced = price(record with { Cost = null });
        return IsSame(priced.Cost, record.Cost) ? null : record with { Cost = priced.Cost };
    }

    private static bool IsSame(Cost? one, Cost? other) =>
        (one is null && other is null)
        || (one is not null && other is not null && one.Total == other.Total && one.Source == other.Source && one.Price == other.Price
            && one.Entries.Count == other.Entries.Count && one.Entries.All(entry => other.Entries.TryGetValue(entry.Key, out var amount) && amount == entry.Value));
}
