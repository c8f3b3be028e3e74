using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Leaves out the payloads a read did not ask for.</summary>
internal static class PayloadSelector
{
    public static ObservationRecord Apply(ObservationRecord record, PayloadSelection selection)
    {
        if (selection.HasFlag(PayloadSelection.All))
        {
            return record;
        }

        var withContent = selection.HasFlag(PayloadSelection.InputOutput);
        var withMetadata = selection.HasFlag(PayloadSelection.Metadata);
        return record with
        {
            Input = withContent ? record.Input : null,
            Output = withContent ? record.Output : null,
            Metadata = withMetadata ? record.Metadata : null,
            Parameters = withMetadata ? record.Parameters : null,
        };
    }

    public static TraceSummary Apply(TraceSummary summary, PayloadSelection selection)
    {
        if (selection.HasFlag(PayloadSelection.All))
        {
            return summary;
        }

        var withContent = selection.HasFlag(PayloadSelection.InputOutput);
        var trace = summary.Trace;
        return summary with
        {
            Trace = trace with
            {
                Input = withContent ? trace.Input : null,
                Output = withContent ? trace.Output : null,
                Metadata = selection.HasFlag(PayloadSelection.Metadata) ? trace.Metadata : null,
            },
        };
    }
}
