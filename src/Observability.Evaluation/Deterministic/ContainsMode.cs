namespace Observability.Evaluation.Deterministic;

/// <summary>How many of several phrases an answer must contain.</summary>
public enum ContainsMode
{
    /// <summary>Every one.</summary>
    All = 0,

    /// <summary>At least one.</summary>
    Any,

    /// <summary>Not one.</summary>
    None,
}
