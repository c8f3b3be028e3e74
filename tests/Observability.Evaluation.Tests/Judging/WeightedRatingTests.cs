using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Judging;
using OpenAI.Chat;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Judging;

/// <summary>G-Eval's weighting: 4 with probability 0.6, 5 with 0.3, 3 with 0.1 is a rating of 4.2, a score of 0.8.</summary>
public sealed class WeightedRatingTests
{
    private const double Expected = (4.2 - 1) / 4;

    private static readonly (string Token, double Probability)[] Top = [("4", 0.5), (" 4", 0.1), ("5", 0.3), ("3", 0.1), ("9", 0.05), ("high", 0.2)];

    [Fact]
    public async Task Rating_WithOpenAIsLogprobsAsJson_IsWeighted()
    {
        var json = JsonSerializer.Serialize(new
        {
            content = new object[]
            {
                new { token = "{\"reasoning\":\"2 of 3\",\"score\":", logprob = 0.0, top_logprobs = Array.Empty<object>() },
                new { token = "4", logprob = Math.Log(0.5), top_logprobs = Top.Select(t => new { token = t.Token, logprob = Math.Log(t.Probability) }) },
                new { token = "}", logprob = 0.0, top_logprobs = Array.Empty<object>() },
            },
        });

        foreach (var form in (object[])[json, JsonElement.Parse(json), System.Text.Json.Nodes.JsonNode.Parse(json)!])
        {
            var score = await ScoreAsync(response => response.AdditionalProperties = new() { ["logprobs"] = form });

            Assert.Equal(Expected, score.Value!.Value.Number, 9);
            Assert.Equal(("4", "4.2"), (score.Metadata["rating"], score.Metadata["weighted-rating"]));
        }
    }

    [Fact]
    public async Task Rating_WithTheOpenAIClientsOwnAnswer_IsWeighted()
    {
#pragma warning disable OPENAI001 // The factory is how the client's own tests make answers.
        var completion = OpenAIChatModelFactory.ChatCompletion(contentTokenLogProbabilities:
        [
            OpenAIChatModelFactory.ChatTokenLogProbabilityDetails("{\"reasoning\":\"r\",\"score\":", 0),
            OpenAIChatModelFactory.ChatTokenLogProbabilityDetails(
                "4", (float)Math.Log(0.5), topLogProbabilities: Top.Select(t => OpenAIChatModelFactory.ChatTokenTopLogProbabilityDetails(t.Token, (float)Math.Log(t.Probability)))),
            OpenAIChatModelFactory.ChatTokenLogProbabilityDetails("}", 0),
        ]);
#pragma warning restore OPENAI001

        var score = await ScoreAsync(response => response.RawRepresentation = completion);

        Assert.Equal(Expected, score.Value!.Value.Number, 6);
    }

    [Theory]
    [InlineData("""[{"token":"2","logprob":0,"top_logprobs":[{"token":"2","logprob":0}]}]""")]
    [InlineData("""[{"token":"none","logprob":0}]""")]
    [InlineData("""{"broken":true}""")]
    [InlineData("not json")]
    public async Task Rating_WhoseTokensDoNotShowIt_IsTakenAsItIs(string logprobs)
    {
        var score = await ScoreAsync(response => response.AdditionalProperties = new() { ["logprobs"] = logprobs });

        Assert.Equal(0.75, score.Value);
        Assert.False(score.Metadata.ContainsKey("weighted-rating"));
    }

    [Fact]
    public async Task Weighting_SwitchedOff_LeavesTheRating() =>
        Assert.Equal(0.75, (await ScoreAsync(response => response.AdditionalProperties = new() { ["logprobs"] = """[{"token":"4","logprob":-0.7,"top_logprobs":[{"token":"5","logprob":-0.7}]}]""" }, new JudgeOptions { UseLogProbabilities = false })).Value);

    private static async Task<EvaluatorScore> ScoreAsync(Action<ChatResponse> change, JudgeOptions? options = null)
    {
        var client = new ScriptedJudge((_, _) =>
        {
            var response = ScriptedJudge.Answer(Verdicts.Rating(4));
            change(response);
            return Task.FromResult(response);
        });
        return (await Judge.Helpfulness(options).EvaluateAsync(EvaluationSubject.OfText("q", "a"), new ChatConfiguration(client)))[0];
    }
}
