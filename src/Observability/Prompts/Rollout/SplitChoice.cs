using System.Buffers;
using System.IO.Hashing;
using System.Text;
using Observability.Capture;

namespace Observability.Prompts.Rollout;

/// <summary>Which version of a split label a caller gets.</summary>
/// <remarks>
/// The key is hashed together with the prompt, the label and the first other version: a key stays with its version while that version's
/// share grows, and another rollout draws anew, so that not the same callers always try what is new.
/// </remarks>
internal static class SplitChoice
{
    /// <summary>The user of the current trace, else its session; null without either.</summary>
    public static string? AmbientKey()
    {
        if (LlmTrace.Current is { } trace && (trace.UserId?.Value ?? trace.SessionId?.Value) is { } running)
        {
            return running;
        }

        return LlmTrace.Attributes is { } attributes ? attributes.UserId ?? attributes.SessionId : null;
    }

    public static int Choose(PromptName name, PromptLabel label, int version, PromptSplit split, string key)
    {
        var at = Position(name, label, split.Arms[0].Version, key);
        foreach (var arm in split.Arms)
        {
            if (at < arm.Share)
            {
                return arm.Version;
            }

            at -= arm.Share;
        }

        return version;
    }

    /// <summary>A number from 0 to below 1, even over keys.</summary>
    private static double Position(PromptName name, PromptLabel label, int first, string key)
    {
        // The parts are joined by a character that names and labels cannot contain.
        var text = string.Concat(name.Value, "\n", label.Value, "\n");
        var length = Encoding.UTF8.GetMaxByteCount(text.Length + key.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var written = Encoding.UTF8.GetBytes(text, buffer);
            written += Encoding.UTF8.GetBytes(key, buffer.AsSpan(written));
            return (XxHash64.HashToUInt64(buffer.AsSpan(0, written), first) >> 11) * (1.0 / (1UL << 53));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
