using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Judging;
using Observability.Evaluation.Judging.Auditing;
using Observability.Evaluation.Statistics;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Judging;

public sealed class JudgeAuditTests
{
    [Fact]
    public async Task Audit_AgainstPeople_ComputesAgreementAndKappaByHand()
    {
        // 20 items: the judge passes 12, people 10; they agree on 16 (9 passes, 7 fails). Chance: 0.6 · 0.5 + 0.4 · 0.5 = 0.5; kappa = (0.8 − 0.5) / 0.5 = 0.6.
        var human = Enumerable.Range(0, 20).Select(i => i < 10).ToArray();
        var judge = Enumerable.Range(0, 20).Select(i => i < 9 || i is >= 10 and < 13).ToArray();
        var items = Enumerable.Range(0, 20).Select(i => new JudgeAuditItem($"i{i}", EvaluationSubject.OfText("q", $"answer {i} {(judge[i] ? "good" : "bad")}"), human[i])).ToList();

        var report = await JudgeAudit.RunAsync(Judge.PassFail("quality", "It is good."), items, Options(Words()));

        Assert.Equal(0.8, report.Agreement!.Value, 12);
        Assert.Equal(0.6, report.Kappa!.Value, 12);
        Assert.Equal(1, report.Consistency!.Value);
        Assert.Null(report.WeightedKappa);
        Assert.NotNull(report.Alpha);
        Assert.Equal(60, report.Usage!.Calls);
        Assert.StartsWith("1+built-in.", report.Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_OfAJudgeThatWavers_FindsItsConsistency()
    {
        // Three verdicts of an item, two of them equal: one of three pairs agrees.
        var calls = 0;
        var client = new ScriptedJudge(_ => $$"""{"reasoning":"r","pass":{{(Interlocked.Increment(ref calls) % 3 == 0 ? "false" : "true")}}}""");
        var items = Enumerable.Range(0, 8).Select(i => new JudgeAuditItem($"i{i}", EvaluationSubject.OfText("q", "a"))).ToList();
        var options = Options(client);
        options.MaxParallelism = 1;

        var report = await JudgeAudit.RunAsync(Judge.PassFail("quality", "It is good."), items, options);

        Assert.Equal(1 / 3.0, report.Consistency!.Value, 12);
        Assert.Null(report.Agreement);
    }

    [Fact]
    public async Task Audit_OfRatings_WeighsNearMissesAndCorrectsTheMean()
    {
        var items = Enumerable.Range(0, 40).Select(i => new JudgeAuditItem(
            $"i{i}", EvaluationSubject.OfText("q", $"rating {1 + (i % 5)} of"), i < 20 ? Math.Min(1, ((i % 5) + 1) / 4.0) : null)).ToList();
        var client = new ScriptedJudge(question => Verdicts.Rating(question[question.IndexOf("rating ", question.IndexOf("<<output", StringComparison.Ordinal), StringComparison.Ordinal) + 7] - '0'));

        var report = await JudgeAudit.RunAsync(Judge.Helpfulness(), items, Options(client));

        // People give one step more than the judge, except at the top, where both give the most.
        Assert.Equal(0.2, report.Agreement!.Value, 12);
        Assert.True(report.WeightedKappa!.Value > report.Kappa!.Value + 0.5);
        Assert.Equal(40, report.Labels.Count);
        Assert.Equal(0.7, report.CorrectedMean!.Mean.Value, 6);
    }

    [Fact]
    public async Task Audit_WithFailures_ListsThemAndJudgesByTheRest()
    {
        var items = Enumerable.Range(0, 6).Select(i => new JudgeAuditItem($"i{i}", EvaluationSubject.OfText("q", i == 2 ? "broken" : "good"), true)).ToList();
        var client = new ScriptedJudge(question => question.Contains("broken", StringComparison.Ordinal) ? throw new HttpRequestException("500") : """{"reasoning":"r","pass":true}""");

        var report = await JudgeAudit.RunAsync(Judge.PassFail("quality", "It is good."), items, Options(client));

        Assert.Equal([new("i2", "HttpRequestException: 500")], report.Failures);
        Assert.Equal(5, report.Agreement!.Count);
        Assert.False(report.Labels.ContainsKey("i2"));
    }

    [Fact]
    public async Task Audits_OfTwoVersions_ShowDrift()
    {
        var items = Enumerable.Range(0, 40).Select(i => new JudgeAuditItem($"i{i}", EvaluationSubject.OfText("q", i % 2 == 0 ? "good" : "bad"), i % 2 == 0)).ToList();
        var human = items.ToDictionary(item => item.Id, item => item.Human!.Value.Number != 0 ? "true" : "false");

        var before = await JudgeAudit.RunAsync(Judge.PassFail("quality", "It is good."), items, Options(Words()));
        var after = await JudgeAudit.RunAsync(Judge.PassFail("quality", "It is good."), items, Options(new ScriptedJudge("""{"reasoning":"r","pass":true}""")));
        var drift = JudgeDrift.Of([before.ToRun(), after.ToRun()], human);

        Assert.Equal(0.5, drift[1].Changed!.Value, 12);
        Assert.True(drift[1].HasDrifted);
    }

    [Fact]
    public async Task Audit_OfNothing_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => JudgeAudit.RunAsync(Judge.Helpfulness(), []));
        await Assert.ThrowsAsync<ArgumentException>(() => JudgeAudit.RunAsync(Judge.Helpfulness(), [new("a", EvaluationSubject.OfText("q", "a")), new("a", EvaluationSubject.OfText("q", "b"))]));
        await Assert.ThrowsAsync<ArgumentException>(() => JudgeAudit.RunPairwiseAsync(Judge.Preference(), []));
    }

    private static JudgeAuditOptions Options(ScriptedJudge client) => new() { ChatConfiguration = new ChatConfiguration(client) };

    /// <summary>Passes what says "good".</summary>
    private static ScriptedJudge Words() => new(question =>
        $$"""{"reasoning":"r","pass":{{(question[question.IndexOf("<<output", StringComparison.Ordinal)..].Contains("good", StringComparison.Ordinal) ? "true" : "false")}}}""");
}
