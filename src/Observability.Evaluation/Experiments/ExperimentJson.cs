using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Observability.Evaluation.Experiments;

/// <summary>How runs and comparisons are written: for people to read in a diff.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExperimentRun))]
[JsonSerializable(typeof(ExperimentComparison))]
internal sealed partial class ExperimentJson : JsonSerializerContext
{
    // Saved runs are read by people and by this class, never put into a page as they are.
    public static ExperimentJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
