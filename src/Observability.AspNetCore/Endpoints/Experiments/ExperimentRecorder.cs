using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.Model;
using Observability.Storage.Datasets;
using Observability.Storage.Query;

namespace Observability.AspNetCore.Endpoints.Experiments;

/// <summary>Notes the experiments that come in as spans, so that they are listed beside the runs of datasets.</summary>
internal static class ExperimentRecorder
{
    /// <summary>Adds the items whose root spans are among the observations. A destination without a catalog notes nothing.</summary>
    /// <exception cref="IOException">The catalog cannot take it now; repeating all of it is safe.</exception>
    public static async Task RecordAsync(ApiRequest request, IReadOnlyList<ObservationRecord> observations)
    {
        foreach (var observation in observations)
        {
            if (observation.Metadata is { } metadata && metadata.Utf8.Span.IndexOf("langfuse.experiment.id"u8) >= 0)
            {
                await RecordAsync(request, observation).ConfigureAwait(false);
            }
        }
    }

    private static async Task RecordAsync(ApiRequest request, ObservationRecord observation)
    {
        string? Text(string name) => MetadataText.Get(observation.Metadata, name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

        // Everything below the root of an item says the same; it is counted once.
        if (Text(ExperimentAttributes.Id) is not { } id || Text(ExperimentAttributes.ItemId) is not { } item || Text(ExperimentAttributes.RootObservationId) != observation.Id.Value)
        {
            return;
        }

        try
        {
            await request.Datasets.RecordExperimentAsync(
                request.Project,
                new ExperimentSighting(new DatasetRunId(id), Text(ExperimentAttributes.Name) ?? id, new DatasetItemId(item), observation.TraceId, observation.Id, observation.StartTime)
                {
                    Dataset = Text(ExperimentAttributes.DatasetId) is { } dataset ? new DatasetId(dataset) : null,
                    Description = Text(ExperimentAttributes.Description),
                    Metadata = ExperimentAttributes.Json(observation.Metadata, ExperimentAttributes.Metadata),
                    ItemVersion = InstantParameter.TryParse(Text(ExperimentAttributes.ItemVersion), out var version) ? version : null,
                },
                request.Aborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException or ApiException { StatusCode: 501 })
        {
            // Where there is no catalog, or what they say is larger than it takes, the spans are kept all the same.
        }
    }
}
