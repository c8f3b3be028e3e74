using Observability.Evaluation.Json;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Datasets;

namespace Observability.Evaluation.Datasets;

/// <summary>Makes datasets from code, from files, and from what was captured.</summary>
/// <remarks>Thread-safe. Items are added all or, where one breaks the dataset's schema, up to the few hundred before it; adding an item of the same id again makes a new version of it.</remarks>
public sealed class DatasetLibrary
{
    private readonly LlmObservability _observability;
    private readonly DatasetRepository _repository;

    /// <summary>Creates a library.</summary>
    /// <param name="observability">Where datasets are kept; its store must keep a catalog.</param>
    public DatasetLibrary(LlmObservability observability)
    {
        ArgumentNullException.ThrowIfNull(observability);
        _observability = observability;
        _repository = new DatasetRepository(observability.Catalog, observability.Options.TimeProvider, JsonSchemaItemValidator.Instance);
    }

    private ProjectId Project => _observability.Options.Project;

    /// <summary>Creates a dataset, or changes what is said about it.</summary>
    /// <param name="name">Its name; slashes make folders.</param>
    /// <param name="description">What it is for; null leaves it.</param>
    /// <param name="inputSchema">The JSON Schema of inputs; null leaves it.</param>
    /// <param name="expectedOutputSchema">The JSON Schema of expected outputs; null leaves it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">A schema is none, or an item that is there breaks it.</exception>
    public Task<Dataset> CreateAsync(
        string name, string? description = null, Payload? inputSchema = null, Payload? expectedOutputSchema = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _repository.UpsertAsync(
            Project,
            name,
            before => before with
            {
                Description = description ?? before.Description,
                InputSchema = inputSchema ?? before.InputSchema,
                ExpectedOutputSchema = expectedOutputSchema ?? before.ExpectedOutputSchema,
            },
            cancellationToken);
    }

    /// <summary>Finds a dataset by name; null when there is none.</summary>
    public Task<Dataset?> FindAsync(string name, CancellationToken cancellationToken = default) => _repository.FindAsync(Project, name, cancellationToken);

    /// <summary>Adds items; one with the id of an item that is there makes a new version of it.</summary>
    /// <exception cref="ArgumentException">There is no such dataset, or an item breaks a schema of it.</exception>
    public async Task<IReadOnlyList<DatasetItem>> AddAsync(string dataset, IEnumerable<EvaluationItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        return await AddAsync(dataset, items.Select(item => Edit(item)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds an observation as an item: its input, and its output (or what a person corrected it to) as what is expected.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="observation">The observation; null for the trace itself.</param>
    /// <param name="expectedOutput">What is expected; null for what was answered.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">There is no such dataset, trace or observation.</exception>
    public async Task<DatasetItem> AddTraceAsync(
        string dataset, TraceId trace, ObservationId? observation = null, Payload? expectedOutput = null, CancellationToken cancellationToken = default)
    {
        var detail = await _observability.Store.GetTraceAsync(Project, trace, PayloadSelection.All, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"There is no trace '{trace}' in the project '{Project}'.", nameof(trace));
        var subject = new EvaluationSubject(detail, observation);
        var item = new EvaluationItem { Id = observation is { } id ? $"{trace}:{id}" : trace.Value, Input = subject.Input, ExpectedOutput = expectedOutput ?? subject.Output };
        return (await AddAsync(dataset, [Edit(item, trace, observation)], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Adds what a query of observations finds, newest first: production traffic becomes a test set.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="query">Which observations; payloads are read whatever it says.</param>
    /// <param name="limit">The most items to add.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">There is no such dataset, or an item breaks a schema of it.</exception>
    public async Task<IReadOnlyList<DatasetItem>> AddObservationsAsync(string dataset, ObservationQuery query, int limit = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var edits = new List<DatasetItemEdit>();
        var next = query with { Project = Project, Payloads = PayloadSelection.InputOutput, Limit = Math.Min(limit, 100) };
        while (edits.Count < limit)
        {
            var page = await _observability.Store.ListObservationsAsync(next, cancellationToken).ConfigureAwait(false);
            edits.AddRange(page.Items.Take(limit - edits.Count).Select(found =>
                Edit(new EvaluationItem { Id = $"{found.TraceId}:{found.Id}", Input = found.Input, ExpectedOutput = found.Output }, found.TraceId, found.Id)));
            if (page.NextCursor is null)
            {
                break;
            }

            next = next with { Cursor = page.NextCursor };
        }

        return await AddAsync(dataset, edits, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds what people corrected: the input of what was judged, with the correction as what is expected. The newest correction of a target counts.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="query">Which corrections, e.g. of one annotation queue or since an instant; null for all.</param>
    /// <param name="limit">The most corrections to look at, newest first.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The items; what was judged and is gone has none.</returns>
    /// <exception cref="ArgumentException">There is no such dataset, or an item breaks a schema of it.</exception>
    public async Task<IReadOnlyList<DatasetItem>> AddCorrectionsAsync(string dataset, ScoreQuery? query = null, int limit = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var filters = (query?.Filters ?? []).Append(Filter.Equal(FilterField.ScoreType, ScoreValueType.Correction));
        var next = (query ?? new ScoreQuery()) with { Project = Project, Filters = [.. filters], Limit = Math.Min(limit, 100) };
        var done = new HashSet<ScoreTarget>();
        var edits = new List<DatasetItemEdit>();
        for (var seen = 0; seen < limit;)
        {
            var page = await _observability.Store.ListScoresAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (var score in page.Items.Take(limit - seen).Where(score => score.Target.TraceId is not null && done.Add(score.Target)))
            {
                var (trace, observation) = (score.Target.TraceId!.Value, score.Target.ObservationId);
                var detail = await _observability.Store.GetTraceAsync(Project, trace, PayloadSelection.All, cancellationToken).ConfigureAwait(false);
                if (detail is not null && (observation is null || detail.Observations.Any(found => found.Id == observation)))
                {
                    var item = new EvaluationItem
                    {
                        Id = observation is { } id ? $"{trace}:{id}" : trace.Value,
                        Input = new EvaluationSubject(detail, observation).Input,
                        ExpectedOutput = Payload.FromText(score.Value.Text!),
                    };
                    edits.Add(Edit(item, trace, observation));
                }
            }

            seen += page.Items.Count;
            if (page.NextCursor is null)
            {
                break;
            }

            next = next with { Cursor = page.NextCursor };
        }

        return edits.Count == 0 ? [] : await AddAsync(dataset, edits, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the active items in the order they were added.</summary>
    /// <exception cref="ArgumentException">There is no such dataset.</exception>
    public async Task<IReadOnlyList<DatasetItem>> ListAsync(string dataset, CancellationToken cancellationToken = default)
    {
        var found = await GetAsync(dataset, cancellationToken).ConfigureAwait(false);
        return await ActiveItems.ReadAsync(_repository, Project, found.Id, cancellationToken).ConfigureAwait(false);
    }

    private static DatasetItemEdit Edit(EvaluationItem item, TraceId? trace = null, ObservationId? observation = null) => new(
        item.Id is { } id ? new DatasetItemId(id) : null,
        before => before with
        {
            Input = item.Input,
            ExpectedOutput = item.ExpectedOutput,
            Metadata = item.Metadata ?? before.Metadata,
            SourceTraceId = trace ?? before.SourceTraceId,
            SourceObservationId = observation ?? before.SourceObservationId,
        });

    private async Task<IReadOnlyList<DatasetItem>> AddAsync(string dataset, IEnumerable<DatasetItemEdit> edits, CancellationToken cancellationToken) =>
        await _repository.UpsertItemsAsync(Project, await GetAsync(dataset, cancellationToken).ConfigureAwait(false), [.. edits], cancellationToken).ConfigureAwait(false);

    private async Task<Dataset> GetAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return await FindAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"There is no dataset '{name}'. Create it first with CreateAsync(\"{name}\").", nameof(name));
    }
}
