using System.Text.Json;
using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>The execution settings of a call and the tools offered with it, written later.</summary>
internal sealed class SettingsPayload : ICapturedPayload
{
    private const int Estimate = 512;

    // What is not a parameter of the model, or is said elsewhere.
    private static readonly HashSet<string> Hidden =
        new(StringComparer.OrdinalIgnoreCase) { "function_choice_behavior", "ToolCallBehavior", "service_id", "model_id" };

    private readonly PromptExecutionSettings _settings;
    private readonly Kernel? _kernel;

    private SettingsPayload(PromptExecutionSettings settings, Kernel? kernel)
    {
        _settings = settings;
        _kernel = kernel;
    }

    public long EstimatedBytes => Estimate;

    /// <summary>Takes a copy: an application may reuse and change its settings object between calls.</summary>
    public static SettingsPayload? Of(PromptExecutionSettings? settings, Kernel? kernel) =>
        settings is null ? null : new SettingsPayload(settings.IsFrozen ? settings : settings.Clone(), kernel);

    public void WriteTo(PayloadWriter writer)
    {
        var json = JsonSerializer.SerializeToElement(_settings, _settings.GetType(), JsonDefaults.Options);
        writer.StartObject();
        foreach (var property in json.EnumerateObject())
        {
            if (property.Value.ValueKind is not JsonValueKind.Null && !Hidden.Contains(property.Name))
            {
                writer.Name(property.Name);
                writer.Json(Payload.FromValue(property.Value));
            }
        }

        if (_settings.FunctionChoiceBehavior is not null && _kernel is { Plugins.Count: > 0 } kernel)
        {
            WriteTools(writer, kernel);
        }

        writer.EndObject();
    }

    private static void WriteTools(PayloadWriter writer, Kernel kernel)
    {
        writer.Name("tools");
        writer.StartArray();
        foreach (var function in kernel.Plugins.GetFunctionsMetadata())
        {
            writer.Text(string.IsNullOrEmpty(function.PluginName) ? function.Name : $"{function.PluginName}.{function.Name}");
        }

        writer.EndArray();
    }
}
