using Observability.Evaluation.Statistics;
using Observability.Model;

namespace Observability.Evaluation.Judging.Auditing;

/// <summary>Audits judges: whether they agree with people, with themselves, and whatever the order.</summary>
/// <remarks>Zheng et al., arXiv 2306.05685. A failed judgement is listed and counts for nothing; it is never taken for a verdict.</remarks>
public static class JudgeAudit
{
    /// <summary>Lets a judge judge every item several times, and compares it with itself and with people.</summary>
    /// <exception cref="ArgumentException">There is no item, two have the same id, or an option is out of its range.</exception>
    public static async Task<JudgeAuditReport> RunAsync(
        ITraceEvaluator judge, IReadOnlyList<JudgeAuditItem> items, JudgeAuditOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(items);
        options ??= new JudgeAuditOptions();
        Check(items, options);
        var metric = options.Metric ?? judge.MetricNames.First();
        var guarded = Evaluator.From(judge);
        var scores = await JudgeAllAsync(guarded, metric, items, options, cancellationToken).ConfigureAwait(false);
        return Report(metric, guarded.Version, items, scores, options);
    }

    /// <summary>Lets a pairwise judge compare pairs, each in both orders.</summary>
    /// <exception cref="ArgumentException">There is no pair.</exception>
    public static async Task<PairwiseAuditReport> RunPairwiseAsync(
        PairwiseJudge judge, IReadOnlyList<AnswerPair> pairs, JudgeAuditOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(pairs);
        options ??= new JudgeAuditOptions();
        if (pairs.Count == 0)
        {
            throw new ArgumentException("There is no pair to audit the judge on.", nameof(pairs));
        }

        var scores = new EvaluatorScore[pairs.Count];
        await Parallel.ForAsync(0, pairs.Count, Parallelism(options, cancellationToken), async (i, token) =>
            scores[i] = (await judge.EvaluateAsync(EvaluationSubject.OfText(pairs[i].Input, pairs[i].First, pairs[i].Second), options.ChatConfiguration, token).ConfigureAwait(false))[0]).ConfigureAwait(false);
        var failures = Enumerable.Range(0, pairs.Count).Where(i => scores[i].IsFailed).ToDictionary(i => i, i => scores[i].Error!);
        var judged = scores.Where(score => !score.IsFailed).ToList();
        return new PairwiseAuditReport
        {
            Order = judged.Count == 0 ? null : OrderSwapAudit.Of(
                judged.ConvertAll(score => Enum.Parse<PairwiseVerdict>(score.Metadata["original-order"])),
                judged.ConvertAll(score => Enum.Parse<PairwiseVerdict>(score.Metadata["swapped-order"])),
                options.Level),
            Preference = judged.Count == 0 ? null : BoundedMean.Of([.. judged.Select(score => score.Value!.Value.Number)], "preference", options.Level),
            Failures = failures,
            Usage = Sum(scores),
        };
    }

    private static void Check(IReadOnlyList<JudgeAuditItem> items, JudgeAuditOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repetitions, 1, nameof(options));
        if (items.Count == 0)
        {
            throw new ArgumentException("There is no item to audit the judge on.", nameof(items));
        }

        if (items.CountBy(item => item.Id).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"Two items have the id '{twice}'.", nameof(items));
        }
    }

    private static async Task<EvaluatorScore[][]> JudgeAllAsync(
        Evaluator judge, string metric, IReadOnlyList<JudgeAuditItem> items, JudgeAuditOptions options, CancellationToken cancellationToken)
    {
        var scores = items.Select(_ => new EvaluatorScore[options.Repetitions]).ToArray();
        await Parallel.ForAsync(0, items.Count * options.Repetitions, Parallelism(options, cancellationToken), async (i, token) =>
        {
            var (item, repetition) = (i / options.Repetitions, i % options.Repetitions);
            var all = await judge.EvaluateAsync(items[item].Subject, options.ChatConfiguration, token).ConfigureAwait(false);
            scores[item][repetition] = all.FirstOrDefault(score => score.Name == metric) ?? EvaluatorScore.Failed(metric, $"The evaluator '{judge.Name}' reports no metric '{metric}'.");
        }).ConfigureAwait(false);
        return scores;
    }

    private static ParallelOptions Parallelism(JudgeAuditOptions options, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Math.Max(1, options.MaxParallelism), CancellationToken = cancellationToken };

    private static JudgeAuditReport Report(string metric, string version, IReadOnlyList<JudgeAuditItem> items, EvaluatorScore[][] scores, JudgeAuditOptions options)
    {
        var judged = Enumerable.Range(0, items.Count)
            .Where(i => scores[i].All(score => score.Value is not null))
            .Select(i => new Judged(items[i], [.. scores[i].Select(score => score.Value!.Value)]))
            .ToList();
        var labelled = judged.FindAll(item => item.Item.Human is not null);
        var judge = labelled.ConvertAll(item => options.Label(item.Values[0]));
        var people = labelled.ConvertAll(item => options.Label(item.Item.Human!.Value));
        return new JudgeAuditReport
        {
            Metric = metric,
            Version = scores.SelectMany(all => all).FirstOrDefault(score => !score.IsFailed)?.EvaluatorVersion ?? version,
            Labels = judged.ToDictionary(item => item.Item.Id, item => options.Label(item.Values[0])),
            Failures = Enumerable.Range(0, items.Count)
                .Where(i => scores[i].Any(score => score.IsFailed))
                .ToDictionary(i => items[i].Id, i => scores[i].First(score => score.IsFailed).Error!),
            Consistency = options.Repetitions < 2 || judged.Count == 0 ? null
                : SelfConsistency.Of(judged.ConvertAll(IReadOnlyList<string> (item) => [.. item.Values.Select(options.Label)]), options.Level),
            Agreement = labelled.Count == 0 ? null : JudgeAgreement.Share(judge, people, options.Level),
            Kappa = labelled.Count == 0 ? null : JudgeAgreement.CohensKappa(judge, people, options.Level),
            WeightedKappa = labelled.Count == 0 || !labelled.TrueForAll(item => item.IsNumeric) ? null
                : JudgeAgreement.WeightedKappa(labelled.ConvertAll(item => item.Values[0].Number), labelled.ConvertAll(item => item.Item.Human!.Value.Number), level: options.Level),
            Alpha = labelled.Count == 0 ? null
                : KrippendorffAlpha.Of(judge.Zip(people).Select(IReadOnlyList<string?> (pair) => [pair.First, pair.Second]).ToList(), level: options.Level),
            CorrectedMean = CorrectedMean(judged, labelled, options.Level),
            Usage = Sum(scores.SelectMany(all => all)),
        };
    }

    private static PredictionPoweredEstimate? CorrectedMean(List<Judged> judged, List<Judged> labelled, double level)
    {
        var others = judged.FindAll(item => item.Item.Human is null);
        return labelled.Count == 0 || others.Count == 0 || !judged.TrueForAll(item => item.IsNumber) ? null : PredictionPoweredMean.Of(
            labelled.ConvertAll(item => item.Item.Human!.Value.Number),
            labelled.ConvertAll(item => item.Values[0].Number),
            others.ConvertAll(item => item.Values[0].Number),
            level);
    }

    private static JudgeUsage? Sum(IEnumerable<EvaluatorScore> scores)
    {
        var usages = scores.Select(score => score.Judge).OfType<JudgeUsage>().ToList();
        return usages.Count == 0 ? null : new JudgeUsage
        {
            Model = usages[^1].Model,
            Calls = usages.Sum(usage => usage.Calls),
            InputTokens = usages.TrueForAll(usage => usage.InputTokens is not null) ? usages.Sum(usage => usage.InputTokens) : null,
            OutputTokens = usages.TrueForAll(usage => usage.OutputTokens is not null) ? usages.Sum(usage => usage.OutputTokens) : null,
            CostUsd = usages.TrueForAll(usage => usage.CostUsd is not null) ? usages.Sum(usage => usage.CostUsd) : null,
        };
    }

    private sealed record Judged(JudgeAuditItem Item, ScoreValue[] Values)
    {
        public bool IsNumeric => Values[0].Type is ScoreValueType.Numeric && Item.Human?.Type is ScoreValueType.Numeric;

        public bool IsNumber => Number(Values[0]) && (Item.Human is not { } human || Number(human));

        private static bool Number(ScoreValue value) => value.Type is ScoreValueType.Numeric or ScoreValueType.Boolean;
    }
}
