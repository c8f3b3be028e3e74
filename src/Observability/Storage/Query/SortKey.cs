namespace Observability.Storage.Query;

/// <summary>The place of a row in a list: its order value, then its id.</summary>
/// <param name="Value">The value of the order field.</param>
/// <param name="Id">The id of the row, which breaks ties in the direction of the order.</param>
internal readonly record struct SortKey(SortValue Value, string Id);
