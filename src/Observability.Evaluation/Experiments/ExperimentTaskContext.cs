using System.Text.Json;
using Observability.Evaluation.Messages;
using Observability.Model;

namespace Observability.Evaluation.Experiments;

/// <summary>What a task is given.</summary>
/// <param name="Item">The item to answer.</param>
/// <param name="Repetition">Which repetition this is, from 1.</param>
public sealed record ExperimentTaskContext(EvaluationItem Item, int Repetition)
{
    /// <summary>The input as readable text; empty when the item has none.</summary>
    public string InputText => PayloadConversation.InputText(Item.Input);

    /// <summary>The input as a value of a type of the caller's.</summary>
    /// <exception cref="JsonException">The input is no <typeparamref name="T"/>.</exception>
    public T? InputAs<T>() => Item.Input is { } input ? JsonSerializer.Deserialize<T>(input.Utf8.Span, JsonDefaults.Options) : default;
}
