using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Observability.Storage.Query;

/// <summary>A hash of everything that decides which rows a list query has in which order; page size and payloads do not.</summary>
internal static class QueryFingerprint
{
    public static ulong Of(ListQuery query)
    {
        var text = new StringBuilder(query.GetType().Name);
        Append(text, query.Project.Value);
        Append(text, query.From?.UtcTicks);
        Append(text, query.To?.UtcTicks);
        foreach (var filter in query.Filters)
        {
            Append(text, (int)filter.Field);
            Append(text, (int)filter.Operator);
            Append(text, filter.Key);
            Append(text, filter.Values.Count);
            foreach (var value in filter.Values)
            {
                Append(text, value is DateTimeOffset instant ? instant.UtcTicks : value);
            }
        }

        var (search, order) = query switch
        {
            TraceQuery traces => (traces.Search, traces.Order),
            ObservationQuery observations => (observations.Search, observations.Order),
            _ => (null, SortOrder.NewestFirst),
        };
        Append(text, search);
        Append(text, (int)order.Field);
        Append(text, order.Descending);
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.ToString().AsSpan()));
    }

    // Length-prefixed, so that no two queries share a text.
    private static void Append(StringBuilder text, object? value)
    {
        var part = Convert.ToString(value, CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"|{(value is null ? -1 : part!.Length)}:{part}");
    }
}
