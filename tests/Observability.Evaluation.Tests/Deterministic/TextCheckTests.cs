using System.Text.RegularExpressions;
using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Deterministic.Text;
using Observability.Model;

namespace Observability.Evaluation.Tests.Deterministic;

public sealed class TextCheckTests
{
    [Theory]
    [InlineData(" Paris\n", "Paris", false, false, true)]
    [InlineData("paris", "Paris", false, false, false)]
    [InlineData("paris", "Paris", true, false, true)]
    [InlineData("The Paris.", "paris", false, true, true)]
    [InlineData("""{"b":[1,2],"a":"x"}""", """{ "a": "x", "b": [1, 2] }""", false, false, true)]
    [InlineData("""{"a":"y"}""", """{"a":"x"}""", false, false, false)]
    [InlineData("""{"a":""", """{"a":"x"}""", false, false, false)]
    public async Task ExactMatch_OfTwoTexts_HoldsOrNot(string answer, string expected, bool ignoreCase, bool normalize, bool holds) =>
        Assert.Equal(holds, await Scores.HoldsAsync(new ExactMatchEvaluator(ignoreCase, normalize), answer, expected));

    [Fact]
    public async Task ExactMatch_OfSeveralAcceptedAnswers_HoldsForEach()
    {
        var item = new EvaluationItem { ExpectedOutput = Payload.Parse("""["yes","yeah"]""") };

        Assert.True((await Scores.OneAsync(new ExactMatchEvaluator(), new EvaluationSubject(null, Payload.FromText("yeah"), item))).Passed);
        Assert.False((await Scores.OneAsync(new ExactMatchEvaluator(), new EvaluationSubject(null, Payload.FromText("no"), item))).Passed);
    }

    [Fact]
    public async Task ExactMatch_OfAJsonDocument_ComparesWithAnExpectedDocument()
    {
        var subject = new EvaluationSubject(null, Payload.FromText("""{"n":1.0,"s":"x"}"""), new EvaluationItem { ExpectedOutput = Payload.Parse("""{"s":"x","n":1}""") });

        Assert.True((await Scores.OneAsync(new ExactMatchEvaluator(), subject)).Passed);
    }

    [Fact]
    public async Task Comparison_WithNothingExpected_FailsAndSaysSo()
    {
        SubjectEvaluator[] evaluators = [new ExactMatchEvaluator(), new ContainsEvaluator(), new StartsWithEvaluator(), new EndsWithEvaluator(), new NumericMatchEvaluator(), new BleuEvaluator(), new TokenF1Evaluator(), new ToolCallMatchEvaluator()];

        foreach (var evaluator in evaluators)
        {
            var scores = await evaluator.EvaluateAsync(EvaluationSubject.OfText("q", "1"));
            Assert.Equal(evaluator.MetricNames, scores.Select(s => s.Name));
            Assert.All(scores, s => Assert.Contains("expected output", s.Error, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(ContainsMode.All, "red and blue", true)]
    [InlineData(ContainsMode.All, "red", false)]
    [InlineData(ContainsMode.Any, "red", true)]
    [InlineData(ContainsMode.Any, "green", false)]
    [InlineData(ContainsMode.None, "green", true)]
    [InlineData(ContainsMode.None, "blue", false)]
    [InlineData(ContainsMode.All, "RED BLUE", false)]
    public async Task Contains_OfPhrases_HoldsByItsMode(ContainsMode mode, string answer, bool holds) =>
        Assert.Equal(holds, await Scores.HoldsAsync(new ContainsEvaluator(["red", "blue"], mode), answer));

    [Fact]
    public async Task Contains_WithoutPhrases_TakesTheExpectedOnes()
    {
        var item = new EvaluationItem { ExpectedOutput = Payload.Parse("""["Red","blue"]""") };

        var score = await Scores.OneAsync(new ContainsEvaluator(ignoreCase: true), new EvaluationSubject(null, Payload.FromText("red, green"), item));

        Assert.Equal("'blue' is missing.", score.Comment);
    }

    [Theory]
    [InlineData("  Yes, it is.", "Yes", true, "it is.", true)]
    [InlineData("Well, yes.", "Yes", false, "no.", false)]
    [InlineData("No. \n", "No", true, "No.", true)]
    public async Task Ends_OfAnAnswer_HoldWithoutWhiteSpace(string answer, string start, bool starts, string end, bool ends)
    {
        Assert.Equal(starts, await Scores.HoldsAsync(new StartsWithEvaluator(start), answer));
        Assert.Equal(ends, await Scores.HoldsAsync(new EndsWithEvaluator(end), answer));
    }

    [Theory]
    [InlineData(@"\b\d{4}-\d{2}\b", "on 2024-05.", true)]
    [InlineData(@"^\d+$", "12a", false)]
    public async Task Regex_OnAnAnswer_Matches(string pattern, string answer, bool holds) => Assert.Equal(holds, await Scores.HoldsAsync(new RegexEvaluator(pattern), answer));

    [Fact]
    public async Task Regex_ThatTakesTooLong_FailsAndIsNoMismatch()
    {
        var evaluator = new RegexEvaluator("^(a+)+$", timeout: TimeSpan.FromMilliseconds(20));

        var score = await Scores.OneAsync(evaluator, new string('a', 40) + "!");

        Assert.Contains(nameof(RegexMatchTimeoutException), score.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":[1,2,{"b":null}]}""", true)]
    [InlineData("42", true)]
    [InlineData("""{"a":1,}""", false)]
    [InlineData("```json\n{}\n```", false)]
    [InlineData("{} {}", false)]
    [InlineData("{'a':1}", false)]
    [InlineData("", false)]
    public async Task JsonValid_OfAnAnswer_HoldsByRfc8259(string answer, bool holds) => Assert.Equal(holds, await Scores.HoldsAsync(new JsonValidEvaluator(), answer));

    [Fact]
    public async Task JsonValid_OfBrokenJson_SaysWhere() =>
        Assert.StartsWith("Not JSON at line 2, byte ", (await Scores.OneAsync(new JsonValidEvaluator(), "{\n\"a\" 1}")).Comment, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"name":"Ada","age":36}""", true, null)]
    [InlineData("""{"name":"Ada","age":-1}""", false, "#/age is too small.")]
    [InlineData("""{"age":1}""", false, "#/name is required.")]
    [InlineData("""{"name":"A","age":1,"x":1}""", false, "#/x is not a property it may have.")]
    [InlineData("not json", false, null)]
    public async Task JsonSchema_OfAnAnswer_HoldsOrNamesTheViolation(string answer, bool holds, string? comment)
    {
        const string Schema = """
            {"type":"object","required":["name"],"additionalProperties":false,
             "properties":{"name":{"type":"string"},"age":{"$ref":"#/$defs/natural"}},"$defs":{"natural":{"type":"integer","minimum":0}}}
            """;

        var score = await Scores.OneAsync(new JsonSchemaEvaluator(Schema), answer);

        Assert.Equal(holds, score.Passed);
        Assert.Contains(comment ?? "", score.Comment ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$ref":"http://127.0.0.1:1/schema.json"}""")]
    [InlineData("""{"properties":{"a":{"$ref":"file:///etc/passwd"}}}""")]
    [InlineData("not a schema")]
    [InlineData("""{"pattern":"(?=a)a"}""")]
    public void JsonSchema_ThatIsInvalidOrRefersOutside_IsRefused(string schema) => Assert.Throws<ArgumentException>(() => new JsonSchemaEvaluator(schema));

    [Theory]
    [InlineData("So it is 1,234.5 €", 1234.5)]
    [InlineData("12 + 30 = 42.", 42.0)]
    [InlineData("minus -7", -7.0)]
    [InlineData("−3.5 degrees", -3.5)]
    [InlineData("pages 3-5", 5.0)]
    [InlineData("6.02e23", 6.02e23)]
    [InlineData(".5", 0.5)]
    [InlineData("1 000 000", 1_000_000.0)]
    [InlineData("12,34", 34.0)]
    [InlineData("1,2345", 2345.0)]
    [InlineData("v1.2.3", 3.0)]
    [InlineData("2e", 2.0)]
    [InlineData("x=-.5e-1.", -0.05)]
    [InlineData("ends with 7.", 7.0)]
    [InlineData("no number", null)]
    public void Number_LastOfAText_IsRead(string text, double? expected) => Assert.Equal(expected, Numbers.Last(text));

    [Theory]
    [InlineData("3.14", "3.14159", 0.01, 0, true)]
    [InlineData("3.1", "3.14159", 0.01, 0, false)]
    [InlineData("101", "100", 0, 0.01, true)]
    [InlineData("102", "100", 0, 0.01, false)]
    [InlineData("none", "1", 1, 0, false)]
    public async Task NumericMatch_WithinATolerance_Holds(string answer, string expected, double absolute, double relative, bool holds) =>
        Assert.Equal(holds, await Scores.HoldsAsync(new NumericMatchEvaluator(absolute, relative), answer, expected));

    [Theory]
    [InlineData(LengthUnit.Words, "One two-three four!", 4)]
    [InlineData(LengthUnit.Words, "今天 ok", 3)]
    [InlineData(LengthUnit.Characters, "a👩‍👩‍👧é", 3)]
    [InlineData(LengthUnit.Sentences, "Yes. It is 3.5 m! Really", 3)]
    [InlineData(LengthUnit.Sentences, "", 0)]
    public async Task Length_InAUnit_IsCounted(LengthUnit unit, string answer, double expected) =>
        Assert.Equal(expected, await Scores.NumberAsync(new LengthEvaluator(unit: unit), answer));

    [Theory]
    [InlineData(1, 3, true)]
    [InlineData(4, null, false)]
    [InlineData(null, 2, false)]
    [InlineData(null, null, null)]
    public async Task Length_WithinBounds_Passes(int? min, int? max, bool? passed) =>
        Assert.Equal(passed, (await Scores.OneAsync(new LengthEvaluator(min, max), "one two three")).Passed);

    [Theory]
    [InlineData("I’m sorry, but I can’t help with that request.", true)]
    [InlineData("As an AI language model, I have no feelings.", true)]
    [InlineData("Es tut mir leid, dabei kann ich dir nicht helfen.", true)]
    [InlineData("Lo siento, no puedo ayudarte con eso.", true)]
    [InlineData("I can't believe how well this works: the answer is 42.", false)]
    [InlineData("Sure. You can't help it if it rains.", false)]
    [InlineData("", false)]
    public async Task Refusal_OfAnAnswer_IsFoundByItsWords(string answer, bool refuses)
    {
        var score = await Scores.OneAsync(new RefusalEvaluator(), answer);

        Assert.Equal(refuses, score.Value);
        Assert.Equal(!refuses, score.Passed);
    }
}
