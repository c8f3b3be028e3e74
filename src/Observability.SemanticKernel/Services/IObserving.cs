namespace Observability.SemanticKernel.Services;

/// <summary>Marks a decorator of ours, so that nothing is observed twice.</summary>
internal interface IObserving;
