using Observability.Model;

namespace Observability.Capture.Tokens;

/// <summary>Something tokens can be read from later, off the caller's thread.</summary>
internal interface IUsageSource
{
    /// <summary>Reads them; null when it says nothing.</summary>
    Usage? ToUsage();
}
