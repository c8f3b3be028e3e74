using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Adds to every observation before it is redacted, priced and stored.</summary>
/// <remarks>Runs on the pipeline's thread. An exception is counted and reported; the record goes on unchanged.</remarks>
public interface IEnricher
{
    /// <summary>Returns the record, changed with <c>with</c> or as it is.</summary>
    ObservationRecord Enrich(ObservationRecord record);
}
