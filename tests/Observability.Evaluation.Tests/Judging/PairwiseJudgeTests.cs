using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Judging;
using Observability.Evaluation.Judging.Auditing;
using Observability.Evaluation.Statistics;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Judging;

public sealed class PairwiseJudgeTests
{
    [Theory]
    [InlineData("good", "bad", 1)]
    [InlineData("bad", "good", 0)]
    [InlineData("good", "good", 0.5)]
    public async Task Preference_OfAJudgeThatReads_FollowsTheAnswers(string answer, string other, double expected)
    {
        var score = (await Judge.Preference().EvaluateAsync(EvaluationSubject.OfText("q", answer, other), new ChatConfiguration(Reader())))[0];

        Assert.Equal(expected, score.Value);
        Assert.Equal(2, score.Judge!.Calls);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task Preference_OfAJudgeThatReadsOnlyPositions_IsAlwaysATie(string position)
    {
        var score = (await Judge.Preference().EvaluateAsync(EvaluationSubject.OfText("q", "good", "bad"), new ChatConfiguration(new ScriptedJudge(Verdicts.Winner(position)))))[0];

        Assert.Equal(0.5, score.Value);
        Assert.StartsWith("The verdict changed with the order", score.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preference_WithOneOrderFailing_IsAFailure()
    {
        var calls = 0;
        var client = new ScriptedJudge((_, _) => Interlocked.Increment(ref calls) == 1
            ? Task.FromResult(ScriptedJudge.Answer(Verdicts.Winner("first")))
            : throw new HttpRequestException("500"));

        var score = (await Judge.Preference().EvaluateAsync(EvaluationSubject.OfText("q", "good", "bad"), new ChatConfiguration(client)))[0];

        Assert.Equal("HttpRequestException: 500", score.Error);
    }

    [Fact]
    public async Task Compare_OfTwoAnswers_TellsBothOrders()
    {
        var result = await Judge.Preference().CompareAsync("q", "good", "bad", new ChatConfiguration(Reader()));

        Assert.Equal((PairwiseVerdict.First, PairwiseVerdict.Second, 1, false), (result.Original, result.Swapped, result.Preference, result.IsFlipped));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Judge.Preference().CompareAsync("q", "a", "b", new ChatConfiguration(new ScriptedJudge("no"))));
    }

    [Fact]
    public async Task Audit_OfAPositionBiasedJudge_FindsExactlyHalfAndTheLeaning()
    {
        var pairs = Enumerable.Range(0, 30).Select(i => new AnswerPair($"q{i}", "good", "bad")).ToList();

        var report = await JudgeAudit.RunPairwiseAsync(Judge.Preference(), pairs, new JudgeAuditOptions { ChatConfiguration = new ChatConfiguration(new ScriptedJudge(Verdicts.Winner("first"))) });

        Assert.Equal(0.5, report.Preference!.Value);
        Assert.Equal(1, report.Order!.FlipRate.Value);
        Assert.Equal(1, report.Order.FirstPositionShare!.Value);
        Assert.True(report.Order.PositionBiasPValue < 1e-6);
        Assert.Equal(60, report.Usage!.Calls);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public async Task Audit_OfAJudgeThatReads_FindsNoFlipAndListsFailures()
    {
        var pairs = Enumerable.Range(0, 10).Select(i => new AnswerPair(i == 3 ? "broken" : "q", "good", "bad")).ToList();
        var client = new ScriptedJudge(question => question.Contains("broken", StringComparison.Ordinal) ? throw new HttpRequestException("500") : Read(question));

        var report = await JudgeAudit.RunPairwiseAsync(Judge.Preference(), pairs, new JudgeAuditOptions { ChatConfiguration = new ChatConfiguration(client) });

        Assert.Equal((1, 0), (report.Preference!.Value, report.Order!.FlipRate.Value));
        Assert.Equal([3], report.Failures.Keys);
    }

    private static ScriptedJudge Reader() => new(Read);

    /// <summary>Prefers the answer that says "good", wherever it stands.</summary>
    private static string Read(string question)
    {
        var first = question.IndexOf("<<first:", StringComparison.Ordinal);
        var second = question.IndexOf("<<second:", StringComparison.Ordinal);
        var (a, b) = (question[first..second].Contains("good", StringComparison.Ordinal), question[second..].Contains("good", StringComparison.Ordinal));
        return Verdicts.Winner(a == b ? "tie" : a ? "first" : "second");
    }
}
