namespace Observability.AspNetCore.Wire;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Data">The items in order.</param>
/// <param name="Meta">Which part of the list this is.</param>
internal sealed record PagedList<T>(IEnumerable<T> Data, PageMeta Meta);
