namespace Observability.Evaluation.Deterministic;

/// <summary>How strictly the calls of tools must follow the expected ones.</summary>
public enum ToolCallOrder
{
    /// <summary>The same calls in the same order and no others.</summary>
    Exact = 0,

    /// <summary>The expected calls in their order; others may come between.</summary>
    InOrder,

    /// <summary>The expected calls in any order; others may be among them.</summary>
    AnyOrder,
}
