namespace Observability.Capture.Tokens;

/// <summary>An entry of the token ledger that a provider's name stands for.</summary>
internal enum LedgerEntry
{
    Input,
    Output,
    Total,
    CachedInput,
    CacheWrite,
    CacheWriteOneHour,
    Reasoning,
    InputAudio,
    OutputAudio,
    InputImage,
    OutputImage,
}
