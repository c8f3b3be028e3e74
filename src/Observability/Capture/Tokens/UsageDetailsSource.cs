using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Capture.Tokens;

/// <summary>Usage as an answer carried it.</summary>
internal sealed class UsageDetailsSource(UsageDetails details, object? raw) : IUsageSource
{
    public Usage? ToUsage() => details.ToUsage(raw);
}
