using Observability.Model;

namespace Observability.Pipeline;

internal sealed class DelegateFilter(Func<ObservationRecord, bool> shouldKeep) : IObservationFilter
{
    public Func<ObservationRecord, bool> Code { get; } = shouldKeep ?? throw new ArgumentNullException(nameof(shouldKeep));

    public bool ShouldKeep(ObservationRecord record) => Code(record);
}
