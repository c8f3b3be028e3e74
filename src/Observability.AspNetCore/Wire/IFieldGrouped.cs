namespace Observability.AspNetCore.Wire;

/// <summary>An answer whose properties depend on the groups of fields that were asked for.</summary>
internal interface IFieldGrouped
{
    /// <summary>The groups to write.</summary>
    IReadOnlySet<string> Groups { get; }
}
