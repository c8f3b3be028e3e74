using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Tokens;

/// <summary>Usage as an answer carried it, copied at once: a function loop adds the later calls' tokens to the very same object.</summary>
internal sealed class UsageDetailsSource : IUsageSource
{
    private readonly UsageDetails _details;
    private readonly KeyValuePair<string, long>[]? _additional;
    private readonly object? _raw;

    /// <param name="details">The usage.</param>
    /// <param name="raw">The provider's own answer.</param>
    public UsageDetailsSource(UsageDetails details, object? raw)
    {
        _raw = raw;
        _details = new UsageDetails
        {
            InputTokenCount = details.InputTokenCount,
            OutputTokenCount = details.OutputTokenCount,
            TotalTokenCount = details.TotalTokenCount,
            CachedInputTokenCount = details.CachedInputTokenCount,
            ReasoningTokenCount = details.ReasoningTokenCount,
            InputAudioTokenCount = details.InputAudioTokenCount,
            OutputAudioTokenCount = details.OutputAudioTokenCount,
        };
        if (details.AdditionalCounts is { Count: > 0 } counts)
        {
            _additional = new KeyValuePair<string, long>[counts.Count];
            ((ICollection<KeyValuePair<string, long>>)counts).CopyTo(_additional, 0);
        }
    }

    public Usage? ToUsage() => UsageDetailsMapping.ToUsage(_details, _additional ?? [], _raw);
}
