using Observability.Model;

namespace Observability.Pipeline;

/// <summary>Decides which observations are kept.</summary>
/// <remarks>Runs on the pipeline's thread. An exception is counted and reported; the record is kept.</remarks>
public interface IObservationFilter
{
    /// <summary>Whether to keep the record.</summary>
    bool ShouldKeep(ObservationRecord record);
}
