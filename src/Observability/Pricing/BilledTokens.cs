using Observability.Model;

namespace Observability.Pricing;

/// <summary>A usage ledger cut into parts that do not overlap, so that each token is billed once.</summary>
/// <remarks>
/// Providers' details may overlap or contradict their totals (audio that came from the cache counts as both). Parts are taken in the
/// order cache writes, cached, audio, image, and never more than is left of the total; what remains is plain. Without a total, the parts are it.
/// </remarks>
internal readonly record struct BilledTokens
{
    public long PlainInput { get; private init; }

    public long CachedInput { get; private init; }

    public long CacheWrite { get; private init; }

    public long CacheWriteOneHour { get; private init; }

    public long InputAudio { get; private init; }

    public long InputImage { get; private init; }

    public long PlainOutput { get; private init; }

    public long Reasoning { get; private init; }

    public long OutputAudio { get; private init; }

    public long OutputImage { get; private init; }

    public long Input => PlainInput + CachedInput + CacheWrite + CacheWriteOneHour + InputAudio + InputImage;

    public long Output => PlainOutput + Reasoning + OutputAudio + OutputImage;

    public static BilledTokens Of(Usage usage)
    {
        var input = Known(usage.Input) ?? Sum(usage.CacheWrite, usage.CacheWriteOneHour, usage.CachedInput, usage.InputAudio, usage.InputImage);
        var output = Known(usage.Output) ?? Sum(usage.Reasoning, usage.OutputAudio, usage.OutputImage);
        return new BilledTokens
        {
            CacheWrite = Take(ref input, usage.CacheWrite),
            CacheWriteOneHour = Take(ref input, usage.CacheWriteOneHour),
            CachedInput = Take(ref input, usage.CachedInput),
            InputAudio = Take(ref input, usage.InputAudio),
            InputImage = Take(ref input, usage.InputImage),
            PlainInput = input,
            Reasoning = Take(ref output, usage.Reasoning),
            OutputAudio = Take(ref output, usage.OutputAudio),
            OutputImage = Take(ref output, usage.OutputImage),
            PlainOutput = output,
        };
    }

    private static long? Known(long? tokens) => tokens is { } count ? Math.Max(count, 0) : null;

    private static long Sum(params ReadOnlySpan<long?> parts)
    {
        var sum = 0L;
        foreach (var part in parts)
        {
            sum += Known(part) ?? 0;
        }

        return sum;
    }

    private static long Take(ref long left, long? wanted)
    {
        var taken = Math.Clamp(wanted ?? 0, 0, left);
        left -= taken;
        return taken;
    }
}
