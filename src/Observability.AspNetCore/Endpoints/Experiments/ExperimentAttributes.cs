using System.Runtime.InteropServices;
using System.Text.Json;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Experiments;

/// <summary>What SDKs say about an experiment on the spans of its items; it stands in the metadata of the observations.</summary>
internal static class ExperimentAttributes
{
    public const string Id = "langfuse.experiment.id";
    public const string Name = "langfuse.experiment.name";
    public const string Description = "langfuse.experiment.description";
    public const string Metadata = "langfuse.experiment.metadata";
    public const string DatasetId = "langfuse.experiment.dataset.id";
    public const string ItemId = "langfuse.experiment.item.id";
    public const string ItemVersion = "langfuse.experiment.item.version";
    public const string ItemMetadata = "langfuse.experiment.item.metadata";
    public const string RootObservationId = "langfuse.experiment.item.root_observation_id";
    public const string ExpectedOutput = "langfuse.experiment.item.expected_output";

    /// <summary>A value; SDKs send JSON as text. Null when there is none.</summary>
    public static Payload? Json(Payload? metadata, string name)
    {
        if (metadata is null || metadata.ToElement() is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                return Payload.Parse(value.GetString()!);
            }
            catch (JsonException)
            {
                // A text that is no JSON is the value itself.
            }
        }

        return Payload.FromUtf8(JsonMarshal.GetRawUtf8Value(value).ToArray());
    }
}
