using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>The value that the earliest observation naming one names, whatever order they come in.</summary>
internal struct EarliestValue<T>
{
    private long _ticks;
    private string? _id;

    public T? Value { get; private set; }

    public void Offer(ObservationRecord observation, T? value)
    {
        if (value is null)
        {
            return;
        }

        var ticks = observation.StartTime.UtcTicks;
        var id = observation.Id.Value;
        if (_id is null || ticks < _ticks || (ticks == _ticks && string.CompareOrdinal(id, _id) < 0))
        {
            (_ticks, _id, Value) = (ticks, id, value);
        }
    }
}
