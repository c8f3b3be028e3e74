using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Reports;

/// <summary>Verdicts in words.</summary>
internal static class VerdictWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        _ => "no difference shown",
    };
}
