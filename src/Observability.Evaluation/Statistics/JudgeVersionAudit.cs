namespace Observability.Evaluation.Statistics;

/// <summary>One version of a judge beside people and beside the first version.</summary>
public sealed record JudgeVersionAudit
{
    /// <summary>The judge's version.</summary>
    public required string Version { get; init; }

    /// <summary>The share of items labelled as people did; null when people labelled none of its items.</summary>
    public required Estimate? Agreement { get; init; }

    /// <summary>Cohen's kappa against people; null without shared items or variety.</summary>
    public required Estimate? Kappa { get; init; }

    /// <summary>Among the items the first version judged too, the share with another label; null for the first version and without shared items.</summary>
    public required Estimate? Changed { get; init; }

    /// <summary>Agreement with people compared with the first version's, on the items that both and people labelled; null where there are none.</summary>
    public required MeanDifference? AgreementChange { get; init; }

    /// <summary>The p-value of <see cref="AgreementChange"/>, corrected by Holm for the number of versions; null without it.</summary>
    public required double? AdjustedPValue { get; init; }

    /// <summary>Whether the agreement with people differs significantly from the first version's.</summary>
    public bool HasDrifted => AgreementChange is { } change && AdjustedPValue <= 1 - change.Difference.Level;
}
