namespace Observability.Storage;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items, in the query's order.</param>
/// <param name="NextCursor">Give it back to get the next page; null on the last page.</param>
/// <param name="TotalCount">How many items match in all; null when the query did not ask.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor = null, long? TotalCount = null);
