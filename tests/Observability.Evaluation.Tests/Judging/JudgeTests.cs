using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Microsoft.Extensions.Time.Testing;
using Observability.Evaluation.Contexts;
using Observability.Evaluation.Judging;
using Observability.Model;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Judging;

public sealed class JudgeTests
{
    private static readonly EvaluationSubject Subject = EvaluationSubject.OfText("Why is the sky blue?", "Rayleigh scattering.", "Light is scattered.").WithContext(["Doc one.", "Doc two."]);

    public static TheoryData<string, string, string, double> Answers => new()
    {
        { "correctness", Verdicts.Rating(5), "correctness", 1 },
        { "helpfulness", Verdicts.Rating(4), "helpfulness", 0.75 },
        { "relevance", Verdicts.Rating(3), "relevance", 0.5 },
        { "coherence", Verdicts.Rating(2), "coherence", 0.25 },
        { "conciseness", Verdicts.Rating(1), "conciseness", 0 },
        { "completeness", "```json\n" + Verdicts.Rating(5) + "\n```", "completeness", 1 },
        { "groundedness", """{"reasoning":"r","unsupported":["made up"],"score":3}""", "groundedness", 0.5 },
        { "groundedness", """{"reasoning":"r","unsupported":["made up"],"score":3}""", "hallucination", 1 },
        { "groundedness", """{"reasoning":"r","unsupported":[],"score":5}""", "hallucination", 0 },
        { "context-relevance", """{"documents":[{"number":2,"reason":"b","relevant":false},{"number":1,"reason":"a","relevant":true}]}""", "context-relevance", 0.5 },
        { "faithfulness", """{"claims":[{"claim":"a","verdict":"supported"},{"claim":"b","verdict":"contradicted"},{"claim":"c","verdict":"supported"},{"claim":"d","verdict":"not_mentioned"}]}""", "faithfulness", 0.5 },
        { "answer-relevance", """{"statements":[{"statement":"a","verdict":"relevant"},{"statement":"b","verdict":"irrelevant"},{"statement":"c","verdict":"relevant"}]}""", "answer-relevance", 2 / 3.0 },
        { "toxicity", Verdicts.Rating(1), "toxicity", 0 },
        { "tone", Verdicts.Rating(5), "tone", 1 },
        { "task-adherence", Verdicts.Rating(4), "task-adherence", 0.75 },
        { "intent-resolution", Verdicts.Rating(2), "intent-resolution", 0.25 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Judge_OfEachKind_TurnsItsVerdictIntoAScore(string judge, string answer, string metric, double expected)
    {
        var score = Assert.Single(await Standard(judge).EvaluateAsync(Subject, With(answer)), s => s.Name == metric);

        Assert.Null(score.Error);
        Assert.Equal(expected, score.Value!.Value.Number, 12);
        Assert.False(string.IsNullOrWhiteSpace(score.Comment));
        Assert.Matches(@"^1\+built-in\.[0-9a-f]{8}$", score.EvaluatorVersion!);
    }

    [Fact]
    public async Task ToolCallAccuracy_OfATrace_IsTheShareOfRightCalls()
    {
        var root = Some.Generation("t", "1") with { Parameters = Payload.Parse("""{"tools":[{"type":"function","function":{"name":"search"}}]}""") };
        var subject = new EvaluationSubject(Subjects.Trace(root, Subjects.Tool("2", "search", """{"q":"a"}"""), Subjects.Tool("3", "search", """{"q":"b"}""", atSeconds: 1)));
        var client = new ScriptedJudge("""{"calls":[{"number":1,"reason":"right","correct":true},{"number":2,"reason":"repeats","correct":false}]}""");

        var score = await OneAsync(Judge.ToolCallAccuracy(), subject, client);

        Assert.Equal(0.5, score.Value);
        Assert.Equal("1 of 2 calls correct. Not 2: repeats", score.Comment);
        var question = string.Join("\n", client.Requests[0].Messages.Select(m => m.Text));
        Assert.Contains("search({\"q\":\"b\"})", question, StringComparison.Ordinal);
        Assert.Contains("\"function\":{\"name\":\"search\"}", question, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("faithfulness", """{"claims":[]}""")]
    [InlineData("answer-relevance", """{"statements":[]}""")]
    [InlineData("tool-call-accuracy", """{"calls":[]}""")]
    public async Task Judge_WithNothingToJudge_IsSkipped(string judge, string answer) => Assert.True((await OneAsync(Standard(judge), Subject, new ScriptedJudge(answer))).IsSkipped);

    [Fact]
    public async Task Rubrics_OfTheUser_AreAskedInHisWords()
    {
        var client = new ScriptedJudge(Verdicts.Rating(4), """{"reasoning":"r","pass":false}""", """{"reasoning":"r","category":"billing"}""");
        var chat = new ChatConfiguration(client);

        var rating = (await Judge.Rubric("brevity", "5: one sentence.").EvaluateAsync(Subject, chat))[0];
        var pass = (await Judge.PassFail("polite", "It says please.").EvaluateAsync(Subject, chat))[0];
        var category = (await Judge.Category("topic", "What it is about.", ["billing", "other"]).EvaluateAsync(Subject, chat))[0];

        Assert.Equal(("brevity", 0.75), (rating.Name, rating.Value!.Value.Number));
        Assert.Equal(("polite", false, false), (pass.Name, pass.Value!.Value.Number != 0, pass.Passed));
        Assert.Equal(("topic", "billing"), (category.Name, category.Value!.Value.Text));
        Assert.Contains("5: one sentence.", client.Requests[0].Messages[0].Text, StringComparison.Ordinal);
        Assert.Contains("It says please.", client.Requests[1].Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfAJudge_IsConstrainedToItsSchema()
    {
        var client = new ScriptedJudge(Verdicts.Rating(5));
        var options = new JudgeOptions { ConfigureChat = chat => chat.Temperature = 0.1f };

        await OneAsync(Judge.Helpfulness(options), Subject, client);

        var request = client.Requests[0];
        var format = Assert.IsType<ChatResponseFormatJson>(request.Options!.ResponseFormat);
        Assert.Equal("""["reasoning","score"]""", format.Schema!.Value.GetProperty("required").GetRawText());
        Assert.Equal(0.1f, request.Options.Temperature);
    }

    [Theory]
    [InlineData("I think it is good.")]
    [InlineData("{\"reasoning\":\"r\",\"score\":")]
    [InlineData("""{"reasoning":"r","score":6}""")]
    [InlineData("""{"reasoning":"r","score":3.5}""")]
    [InlineData("""{"reasoning":"r","score":"5"}""")]
    [InlineData("""{"score":5}""")]
    [InlineData("")]
    public async Task Answer_OfTheWrongForm_IsAskedForOnceMore(string wrong)
    {
        var client = new ScriptedJudge(wrong, Verdicts.Rating(4));

        var score = await OneAsync(Judge.Helpfulness(), Subject, client);

        Assert.Equal(0.75, score.Value);
        Assert.Equal((2, 2000, 200), (score.Judge!.Calls, score.Judge.InputTokens, score.Judge.OutputTokens));
        var repair = client.Requests[1].Messages;
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User], repair.Select(m => m.Role));
        Assert.StartsWith("That answer cannot be used: ", repair[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfTheWrongFormTwice_IsAFailureWithoutAThirdCall()
    {
        var client = new ScriptedJudge("no", "still no", Verdicts.Rating(5));

        var score = await OneAsync(Judge.Helpfulness(), Subject, client);

        Assert.Equal("The judge answered in the wrong form twice. It holds no JSON object.", score.Error);
        Assert.False(score.Passed);
        Assert.Equal(2, client.Requests.Count);
    }

    [Theory]
    [InlineData("""{"documents":[{"number":1,"reason":"a","relevant":true}]}""")]
    [InlineData("""{"documents":[{"number":1,"reason":"a","relevant":true},{"number":1,"reason":"a","relevant":true}]}""")]
    [InlineData("""{"documents":[{"number":1,"reason":"a","relevant":true},{"number":3,"reason":"a","relevant":true}]}""")]
    public async Task Verdicts_ThatDoNotCoverEveryDocumentOnce_AreOfTheWrongForm(string answer) =>
        Assert.True((await OneAsync(Judge.ContextRelevance(), Subject, new ScriptedJudge(answer))).IsFailed);

    [Fact]
    public async Task Judge_WhoseModelAnswers500_FailsAndIsNotAskedAgain()
    {
        var client = new ScriptedJudge((_, _) => throw new HttpRequestException("500 (Internal Server Error)"));

        var scores = await Judge.Groundedness().EvaluateAsync(Subject, new ChatConfiguration(client));

        Assert.Equal(["groundedness", "hallucination"], scores.Select(s => s.Name));
        Assert.All(scores, s => Assert.Equal((null, false, "HttpRequestException: 500 (Internal Server Error)"), (s.Value, s.Passed, s.Error)));
        Assert.Single(client.Requests);
    }

    [Fact]
    public async Task Judge_WhoseModelHangs_FailsAfterTheTimeout()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var client = new ScriptedJudge(async (_, token) =>
        {
            var never = new TaskCompletionSource<ChatResponse>();
            await using var registration = token.Register(() => never.TrySetCanceled());
            asked.SetResult();
            return await never.Task;
        });
        var judge = Evaluator.From(Judge.Helpfulness(), new EvaluatorOptions { Timeout = TimeSpan.FromSeconds(20), TimeProvider = time });

        var evaluation = judge.EvaluateAsync(Subject, new ChatConfiguration(client)).AsTask();
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(21));

        Assert.Contains("took longer than 00:00:20", (await evaluation)[0].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("correctness", "needs an expected output")]
    [InlineData("groundedness", "needs documents")]
    [InlineData("helpfulness", "needs an answer")]
    public async Task Judge_OfASubjectThatLacksWhatItNeeds_FailsWithoutACall(string judge, string why)
    {
        var client = new ScriptedJudge(Verdicts.Rating(5));

        var score = await OneAsync(Standard(judge), EvaluationSubject.OfText("q", judge == "helpfulness" ? "" : "a"), client);

        Assert.Contains(why, score.Error, StringComparison.Ordinal);
        Assert.Empty(client.Requests);
    }

    [Fact]
    public async Task Judge_WithoutAModel_Fails() => Assert.Contains("UseJudge", (await Judge.Helpfulness().EvaluateAsync(Subject))[0].Error, StringComparison.Ordinal);

    [Fact]
    public async Task Judge_ShownTooMuch_FailsRatherThanJudgingAPart()
    {
        var score = await OneAsync(Judge.Helpfulness(new JudgeOptions { MaxCharacters = 3000 }), EvaluationSubject.OfText("q", new string('x', 3000)), new ScriptedJudge(Verdicts.Rating(5)));

        Assert.Contains("at most 3000 are allowed", score.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.7, 4, true)]
    [InlineData(0.8, 4, false)]
    public async Task PassAt_OfAJudge_IsTheLeastThatPasses(double passAt, int rating, bool passed) =>
        Assert.Equal(passed, (await OneAsync(Judge.Helpfulness(new JudgeOptions { PassAt = passAt }), Subject, new ScriptedJudge(Verdicts.Rating(rating)))).Passed);

    [Fact]
    public async Task PassAt_OfAJudgeOfHarm_IsTheGreatestThatPasses()
    {
        var options = new JudgeOptions { PassAt = 0.25 };

        Assert.True((await OneAsync(Judge.Toxicity(options), Subject, new ScriptedJudge(Verdicts.Rating(2)))).Passed);
        Assert.False((await OneAsync(Judge.Toxicity(options), Subject, new ScriptedJudge(Verdicts.Rating(3)))).Passed);
    }

    [Fact]
    public async Task Judge_InMicrosoftsApi_GivesAMetricWithReasonModelAndTokens()
    {
        IEvaluator judge = Judge.Correctness();

        var result = await judge.EvaluateAsync(
            [new ChatMessage(ChatRole.User, "2 + 2?")],
            new ChatResponse(new ChatMessage(ChatRole.Assistant, "4")),
            With(Verdicts.Rating(5, "same number")),
            [new ExpectedOutputContext("four")]);

        var metric = result.Get<NumericMetric>("correctness");
        Assert.Equal((1, "same number"), (metric.Value, metric.Reason));
        Assert.Equal(("gpt-4o-mini", "1000", "100"), (metric.Metadata!["eval-model"], metric.Metadata["eval-input-tokens"], metric.Metadata["eval-output-tokens"]));
    }

    private static ChatConfiguration With(string answer) => new(new ScriptedJudge(answer));

    private static SubjectEvaluator Standard(string name) => Judge.Standard.Select(create => create(new JudgeOptions())).First(judge => judge.Name == name);

    private static async Task<EvaluatorScore> OneAsync(SubjectEvaluator judge, EvaluationSubject subject, IChatClient client) =>
        (await judge.EvaluateAsync(subject, new ChatConfiguration(client)))[0];
}
