namespace Observability.Model;

/// <summary>How an evaluator of the catalog judges.</summary>
internal enum EvaluatorType
{
    /// <summary>A model is asked.</summary>
    LlmAsJudge = 0,

    /// <summary>Source code that runs elsewhere.</summary>
    Code,
}
