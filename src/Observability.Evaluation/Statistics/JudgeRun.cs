namespace Observability.Evaluation.Statistics;

/// <summary>The labels one version of a judge gave.</summary>
/// <param name="Version">The judge's version: its prompt's, its model's, or both.</param>
/// <param name="Labels">The label per item.</param>
/// <typeparam name="TItem">What names an item.</typeparam>
/// <typeparam name="TLabel">The label: a string, a Boolean, an integer, an enumeration.</typeparam>
public sealed record JudgeRun<TItem, TLabel>(string Version, IReadOnlyDictionary<TItem, TLabel> Labels)
    where TItem : notnull
    where TLabel : notnull;
