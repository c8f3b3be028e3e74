using System.Collections.Concurrent;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Pricing.Models;

/// <summary>The models that projects defined, kept ready for the pipeline.</summary>
/// <remarks>
/// Loaded before the records of a project are priced, again after <see cref="Invalidate"/>, and every <see cref="Lifetime"/> for what other
/// processes changed. When the catalog cannot answer, what is known stays. Thread-safe.
/// </remarks>
internal sealed class ProjectPrices(Func<ICatalogStore?> catalog, TimeProvider time)
{
    /// <summary>How long definitions are used before they are read again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ProjectId, Loaded> _projects = [];

    /// <summary>Has the definitions of a project read again before the next of its records is priced.</summary>
    public void Invalidate(ProjectId project) => _projects.AddOrUpdate(project, _ => new Loaded([], DateTimeOffset.MinValue), (_, loaded) => loaded with { Until = DateTimeOffset.MinValue });

    /// <summary>Reads the definitions of a project when they are not known or too old. Never throws.</summary>
    public async ValueTask LoadAsync(ProjectId project, CancellationToken cancellationToken)
    {
        if (catalog() is not { } store)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_projects.TryGetValue(project, out var known) && known.Until > now)
        {
            return;
        }

        try
        {
            _projects[project] = new Loaded(await ReadAsync(store, project, cancellationToken).ConfigureAwait(false), now + Lifetime);
        }
#pragma warning disable CA1031 // A catalog that cannot answer must not cost the records: they have the built-in prices then.
        catch (Exception)
#pragma warning restore CA1031
        {
            // What is known stays, and the next batch asks again.
        }
    }

    /// <summary>The definition of a call's model: of those that match, the one that began last; null when there is none.</summary>
    public DefinedModel? Find(ObservationRecord record)
    {
        if (!_projects.TryGetValue(record.Project, out var loaded))
        {
            return null;
        }

        foreach (var model in loaded.Models)
        {
            if (model.Matches(record))
            {
                return model;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<DefinedModel>> ReadAsync(ICatalogStore store, ProjectId project, CancellationToken cancellationToken)
    {
        var collection = new DocumentCollection<ModelDefinition>(store, CatalogCollections.Models);
        var definitions = await collection.ListAllAsync(collection.Query(project), cancellationToken).WaitAsync(Timeout, time, cancellationToken).ConfigureAwait(false);
        return [.. definitions.OrderByDescending(definition => definition.StartDate ?? DateTimeOffset.MinValue).Select(definition => new DefinedModel(definition))];
    }

    private sealed record Loaded(IReadOnlyList<DefinedModel> Models, DateTimeOffset Until);
}
