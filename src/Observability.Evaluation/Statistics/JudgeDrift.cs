namespace Observability.Evaluation.Statistics;

/// <summary>Whether a judge still judges as it did: compares its versions with people and with each other.</summary>
/// <remarks>
/// Keep a set of items with human labels and run every version of a judge over it. Versions are compared on the same items by McNemar's test, with Holm's correction
/// for their number. A judge also changes its mind without a new version: hold <see cref="JudgeVersionAudit.Changed"/> against one minus <see cref="SelfConsistency"/>.
/// </remarks>
public static class JudgeDrift
{
    /// <summary>Audits every version; the first is the one compared against.</summary>
    /// <param name="runs">The versions, oldest first.</param>
    /// <param name="human">People's label per item; may be empty.</param>
    /// <param name="level">The confidence level.</param>
    /// <typeparam name="TItem">What names an item.</typeparam>
    /// <typeparam name="TLabel">The label: a string, a Boolean, an integer, an enumeration.</typeparam>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static IReadOnlyList<JudgeVersionAudit> Of<TItem, TLabel>(
        IReadOnlyList<JudgeRun<TItem, TLabel>> runs, IReadOnlyDictionary<TItem, TLabel> human, double level = 0.95)
        where TItem : notnull
        where TLabel : notnull
    {
        Sample.CheckAny(runs, nameof(runs));
        ArgumentNullException.ThrowIfNull(human);
        Confidence.Check(level);
        var audits = runs.Select((run, index) => Audit(run, index == 0 ? null : runs[0], human, level)).ToList();
        var compared = Enumerable.Range(0, audits.Count).Where(index => audits[index].AgreementChange is not null).ToList();
        var adjusted = HolmCorrection.Adjust([.. compared.Select(index => audits[index].AgreementChange!.PValue)]);
        for (var i = 0; i < compared.Count; i++)
        {
            audits[compared[i]] = audits[compared[i]] with { AdjustedPValue = adjusted[i] };
        }

        return audits;
    }

    private static JudgeVersionAudit Audit<TItem, TLabel>(
        JudgeRun<TItem, TLabel> run, JudgeRun<TItem, TLabel>? first, IReadOnlyDictionary<TItem, TLabel> human, double level)
        where TItem : notnull
        where TLabel : notnull
    {
        var labelled = run.Labels.Keys.Where(human.ContainsKey).ToList();
        var judge = labelled.ConvertAll(item => run.Labels[item]);
        var people = labelled.ConvertAll(item => human[item]);
        var shared = first is null ? [] : run.Labels.Keys.Where(first.Labels.ContainsKey).ToList();
        var comparable = shared.FindAll(human.ContainsKey);
        return new JudgeVersionAudit
        {
            Version = run.Version,
            Agreement = labelled.Count == 0 ? null : JudgeAgreement.Share(judge, people, level),
            Kappa = labelled.Count == 0 ? null : JudgeAgreement.CohensKappa(judge, people, level),
            Changed = shared.Count == 0 ? null : ProportionEstimate.Of(shared.ConvertAll(item => !Same(run.Labels[item], first!.Labels[item])), level),
            AgreementChange = comparable.Count == 0 ? null : PairedComparison.Proportions(
                comparable.ConvertAll(item => Same(first!.Labels[item], human[item])),
                comparable.ConvertAll(item => Same(run.Labels[item], human[item])),
                level),
            AdjustedPValue = null,
        };
    }

    private static bool Same<T>(T a, T b) => EqualityComparer<T>.Default.Equals(a, b);
}
