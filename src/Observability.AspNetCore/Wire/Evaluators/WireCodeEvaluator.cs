namespace Observability.AspNetCore.Wire.Evaluators;

/// <summary>An evaluator that is source code. It is kept for the tools that run it; this server does not.</summary>
internal sealed record WireCodeEvaluator : WireEvaluator
{
    /// <summary>The code.</summary>
    public required string SourceCode { get; init; }

    /// <summary>PYTHON or TYPESCRIPT.</summary>
    public required string SourceCodeLanguage { get; init; }
}
