using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Experiments;
using Observability.Model;
using Observability.Storage;
using Observability.Wire;

namespace Observability.AspNetCore.Endpoints.Experiments;

/// <summary>Completes the items of experiments with what their observations and datasets hold.</summary>
internal sealed class ExperimentItemAnswer(ApiRequest request, IReadOnlySet<string> groups, int scoreLimit)
{
    private readonly Dictionary<DatasetRunId, DatasetRun?> _runs = [];

    public async Task<DatasetRun?> RunAsync(DatasetRunId id)
    {
        if (!_runs.TryGetValue(id, out var run))
        {
            run = await request.Datasets.GetRunAsync(request.Project, id, request.Aborted).ConfigureAwait(false);
            _runs.Add(id, run);
        }

        return run;
    }

    public async Task<WireExperimentItem> ToWireAsync(DatasetRunItem item, DatasetRun? run)
    {
        var record = await ObservationAsync(item).ConfigureAwait(false);
        var source = groups.Contains(ExperimentFields.Io) || groups.Contains(ExperimentFields.ItemMetadata) ? await SourceAsync(item, run).ConfigureAwait(false) : null;
        return new WireExperimentItem
        {
            Groups = groups,
            Id = record?.Id.Value ?? item.ObservationId?.Value ?? item.Id,
            TraceId = item.TraceId.Value,
            StartTime = record?.StartTime ?? item.CreatedAt,
            EndTime = record?.EndTime,
            Level = WireNames.Of(record?.Level ?? ObservationLevel.Default),
            Environment = record?.Environment ?? TraceEnvironment.Default,
            ExperimentId = item.RunId.Value,
            ExperimentName = item.RunName,
            ExperimentItemId = item.ItemId.Value,
            ExperimentDatasetId = run?.DatasetId?.Value,
            ExperimentItemVersion = item.ItemVersion,
            Input = new JsonPayload(record?.Input),
            Output = new JsonPayload(record?.Output),
            ExpectedOutput = new JsonPayload(ExperimentAttributes.Json(record?.Metadata, ExperimentAttributes.ExpectedOutput) ?? source?.ExpectedOutput),
            Metadata = new JsonPayload(record?.Metadata),
            ExperimentItemMetadata = new JsonPayload(ExperimentAttributes.Json(record?.Metadata, ExperimentAttributes.ItemMetadata) ?? source?.Metadata),
            ExperimentMetadata = new JsonPayload(run?.Metadata),
            ExperimentDescription = run?.Description,
            Scores = groups.Contains(ExperimentFields.Scores)
                ? await ExperimentEndpoints.ScoresAsync(request, Filter.Equal(FilterField.TraceId, item.TraceId.Value), scoreLimit).ConfigureAwait(false)
                : null,
        };
    }

    // The whole trace stands for an item without an observation: what it shows is that of its root.
    private async Task<ObservationRecord?> ObservationAsync(DatasetRunItem item)
    {
        if (item.ObservationId is { } id)
        {
            return await request.ReadAsync((store, aborted) => store.GetObservationAsync(request.Project, id, item.TraceId, aborted)).ConfigureAwait(false);
        }

        var trace = await request.ReadAsync((store, aborted) => store.GetTraceAsync(request.Project, item.TraceId, PayloadSelection.All, aborted)).ConfigureAwait(false);
        return trace?.Observations.FirstOrDefault(observation => observation.ParentId is null) is { } root
            ? root with { Input = trace.Summary.Trace.Input ?? root.Input, Output = trace.Summary.Trace.Output ?? root.Output }
            : null;
    }

    private async Task<DatasetItem?> SourceAsync(DatasetRunItem item, DatasetRun? run) => run?.DatasetId is null
        ? null
        : await request.Datasets.GetItemAsync(request.Project, item.ItemId, item.ItemVersion ?? item.CreatedAt, request.Aborted).ConfigureAwait(false)
            ?? await request.Datasets.GetItemAsync(request.Project, item.ItemId, request.Aborted).ConfigureAwait(false);
}
