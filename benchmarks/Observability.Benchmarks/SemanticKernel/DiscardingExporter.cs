using System.Diagnostics;
using OpenTelemetry;

namespace Observability.Benchmarks.SemanticKernel;

/// <summary>Exports nowhere.</summary>
internal sealed class DiscardingExporter : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch) => ExportResult.Success;
}
