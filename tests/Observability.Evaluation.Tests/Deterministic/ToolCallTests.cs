using Observability.Evaluation.Deterministic;
using Observability.Model;
using Observability.Testing;

namespace Observability.Evaluation.Tests.Deterministic;

public sealed class ToolCallTests
{
    private const string Expected = """[{"name":"search","arguments":{"q":"shoes","max":5}},{"name":"order","arguments":{"id":7}}]""";

    // exact, in order, any order, precision, recall, argument precision, argument recall: by hand.
    [Theory]
    [InlineData("""search{"q":"shoes","max":5}|order{"id":7}""", true, true, true, 1, 1, 1, 1)]
    [InlineData("""search{"max":5.0,"q":"shoes"}|help{}|order{"id":7}""", false, true, true, 2 / 3.0, 1, 1, 1)]
    [InlineData("""order{"id":7}|search{"q":"shoes","max":5}""", false, false, true, 1, 1, 1, 1)]
    [InlineData("""search{"q":"boots","max":5}|order{"id":7}""", false, false, false, 0.5, 0.5, 2 / 3.0, 2 / 3.0)]
    [InlineData("""order{"id":7,"gift":true}""", false, false, false, 0, 0, 0.5, 1 / 3.0)]
    [InlineData("", false, false, false, 1, 0, 1, 0)]
    public async Task Calls_OfATrace_AreComparedWithTheExpectedOnes(string calls, bool exact, bool inOrder, bool anyOrder, double precision, double recall, double argumentPrecision, double argumentRecall)
    {
        var subject = Subject(calls, Expected);

        Assert.Equal(
            [exact, inOrder, anyOrder],
            [await HoldsAsync(ToolCallOrder.Exact, subject), await HoldsAsync(ToolCallOrder.InOrder, subject), await HoldsAsync(ToolCallOrder.AnyOrder, subject)]);
        var scores = await new ToolCallMatchEvaluator().EvaluateAsync(subject);
        Assert.Equal([precision, recall, argumentPrecision, argumentRecall], scores.Skip(1).Select(s => s.Value!.Value.Number).Select(n => Math.Round(n, 12)), Near);
    }

    [Fact]
    public async Task Arguments_ThatDoNotCount_AreNotCompared() =>
        Assert.True((await Scores.OneAsync(new ToolCallMatchEvaluator(ToolCallOrder.Exact, compareArguments: false), Subject("""search{}|order{"id":1}""", Expected))).Passed);

    [Theory]
    [InlineData("""["search","order"]""")]
    [InlineData("""{"tool_calls":[{"name":"search"},{"name":"order","arguments":{"id":7}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"search","arguments":"{\"q\":\"shoes\"}"}},{"type":"function","function":{"name":"order","arguments":"{\"id\":7}"}}]}""")]
    public async Task Expected_InEveryKnownShape_IsRead(string expected) =>
        Assert.True((await Scores.OneAsync(new ToolCallMatchEvaluator(ToolCallOrder.Exact), Subject("""search{"q":"shoes"}|order{"id":7}""", expected))).Passed);

    [Fact]
    public async Task Expected_ThatAcceptsAnyArguments_LeavesTheExactCallToTheOther()
    {
        // Both expected calls match the first one made; only one pairing matches both.
        var subject = Subject("""f{"a":1}|f{"a":2}""", """["f",{"name":"f","arguments":{"a":1}}]""");

        Assert.True(await HoldsAsync(ToolCallOrder.AnyOrder, subject));
    }

    [Fact]
    public async Task Calls_OfMessages_CountWhereThereIsNoTrace()
    {
        var subject = new EvaluationSubject(
            Payload.Parse("""[{"role":"user","content":"old"},{"role":"assistant","tool_calls":[{"id":"0","function":{"name":"old","arguments":"{}"}}]},{"role":"tool","tool_call_id":"0","content":"x"},{"role":"user","content":"new"},{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"search","arguments":"{\"q\":\"a\"}"}}]},{"role":"tool","tool_call_id":"1","content":"y"}]"""),
            Payload.FromText("done"),
            new EvaluationItem { Metadata = Payload.Parse("""{"expected_tool_calls":[{"name":"search","arguments":{"q":"a"}}]}""") });

        Assert.True(await HoldsAsync(ToolCallOrder.Exact, subject));
    }

    [Fact]
    public async Task Calls_OutsideTheJudgedObservation_DoNotCount()
    {
        var trace = Subjects.Trace(
            Some.Span("t", "1"),
            Some.Span("t", "2", "1"),
            Subjects.Tool("3", "inside", "{}", "2"),
            Subjects.Tool("4", "outside", "{}", "1"));
        var item = new EvaluationItem { ExpectedOutput = Payload.Parse("""["inside"]""") };

        Assert.True(await HoldsAsync(ToolCallOrder.Exact, new EvaluationSubject(trace, new ObservationId("2"), item)));
        Assert.False(await HoldsAsync(ToolCallOrder.Exact, new EvaluationSubject(trace, item: item)));
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-9;

    private static async Task<bool> HoldsAsync(ToolCallOrder order, EvaluationSubject subject) => (await Scores.OneAsync(new ToolCallMatchEvaluator(order), subject)).Passed!.Value;

    private static EvaluationSubject Subject(string calls, string expected)
    {
        var tools = calls.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select((call, i) => Subjects.Tool($"tool{i}", call[..call.IndexOf('{')], call[call.IndexOf('{')..], atSeconds: i));
        return new EvaluationSubject(Subjects.Trace([Some.Span("t", "1"), .. tools]), item: new EvaluationItem { ExpectedOutput = Payload.Parse(expected) });
    }
}
