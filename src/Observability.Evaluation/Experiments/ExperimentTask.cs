namespace Observability.Evaluation.Experiments;

/// <summary>What an experiment tries: answers one item. A kernel function, an agent, a prompt with a model, or plain code.</summary>
/// <param name="context">The item and which of its repetitions this is.</param>
/// <param name="cancellationToken">Ends the experiment.</param>
/// <returns>The answer: text, or any value that serialises to JSON. Whatever models it asks are captured below the item's trace.</returns>
public delegate Task<object?> ExperimentTask(ExperimentTaskContext context, CancellationToken cancellationToken);
