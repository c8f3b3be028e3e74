using System.Globalization;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Finds when the first token or chunk of a stream arrived.</summary>
internal static class FirstTokenMapping
{
    public static DateTimeOffset? Of(OtlpSpan span)
    {
        if (span.Attributes.Text("langfuse.observation.completion_start_time") is { } text
            && DateTimeOffset.TryParse(text.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
        }

        return After(span, "ai.response.msToFirstChunk", 1)
            ?? After(span, "ai.stream.msToFirstChunk", 1)
            ?? After(span, "gen_ai.response.time_to_first_chunk", 1_000);
    }

    private static DateTimeOffset? After(OtlpSpan span, string name, double milliseconds)
    {
        if (!span.Attributes.TryGet(name, out var value) || value.ToNumber() is not { } number)
        {
            return null;
        }

        var after = number * milliseconds;
        return after >= 0 && after <= TimeSpan.FromDays(1).TotalMilliseconds ? span.StartTime.AddTicks((long)(after * 1_000) * TimeSpan.TicksPerMicrosecond) : null;
    }
}
