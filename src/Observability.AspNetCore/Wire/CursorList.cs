namespace Observability.AspNetCore.Wire;

/// <summary>One page of a list by cursor.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Data">The items in order.</param>
/// <param name="Meta">Where the list goes on.</param>
internal sealed record CursorList<T>(IEnumerable<T> Data, CursorMeta Meta);
