namespace Observability.Evaluation;

/// <summary>How a registry gets one or several evaluators when it is made.</summary>
internal sealed record EvaluatorRegistration(Func<IServiceProvider, IEnumerable<Evaluator>> Create);
