namespace Observability.AspNetCore.Wire;

/// <summary>What a live event carries.</summary>
/// <typeparam name="T">What is watched.</typeparam>
/// <param name="Data">The new or changed records, newest first; empty in events that are not named after the list.</param>
internal sealed record LiveList<T>(IReadOnlyList<T> Data);
