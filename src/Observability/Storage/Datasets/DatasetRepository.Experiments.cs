using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Storage.Datasets;

internal sealed partial class DatasetRepository
{
    /// <summary>Adds an item to an experiment that is told of by a span; creates the experiment when it is new. Doing it again changes nothing.</summary>
    public async Task RecordExperimentAsync(ProjectId project, ExperimentSighting seen, CancellationToken cancellationToken = default)
    {
        var run = await GetRunAsync(project, seen.Id, cancellationToken).ConfigureAwait(false) ?? await CreateRunAsync(project, seen, cancellationToken).ConfigureAwait(false);
        var draft = new DatasetRunItemDraft(seen.ItemId, seen.TraceId, seen.ObservationId) { ItemVersion = seen.ItemVersion, CreatedAt = seen.StartTime };
        await AddRunItemsAsync(project, run, [draft], cancellationToken).ConfigureAwait(false);
    }

    private async Task<DatasetRun> CreateRunAsync(ProjectId project, ExperimentSighting seen, CancellationToken cancellationToken)
    {
        var dataset = seen.Dataset is { } id && await GetAsync(project, id, cancellationToken).ConfigureAwait(false) is not null ? seen.Dataset : null;
        var run = new DatasetRun
        {
            Id = seen.Id,
            DatasetId = dataset,
            Name = seen.Name,
            Description = seen.Description,
            Metadata = seen.Metadata,
            CreatedAt = seen.StartTime,
            UpdatedAt = seen.StartTime,
        };
        try
        {
            await _runs.InsertAsync(project, run, cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch (CatalogConflictException conflict) when (conflict.Key is not null)
        {
            // Another run of the dataset has the name: this one keeps its name and stands by itself.
            var apart = run with { DatasetId = null };
            await _runs.UpsertAsync(project, apart, cancellationToken).ConfigureAwait(false);
            return apart;
        }
        catch (CatalogConflictException)
        {
            return await GetRunAsync(project, seen.Id, cancellationToken).ConfigureAwait(false) ?? run;
        }
    }
}
