using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Finds score configs, so that scores that name one are checked against it. Where none is registered nothing is checked.</summary>
internal interface IScoreConfigLookup
{
    /// <summary>Gets a config of the project; null when there is none.</summary>
    ValueTask<ScoreConfigRule?> FindAsync(ProjectId project, string configId, CancellationToken cancellationToken);
}
