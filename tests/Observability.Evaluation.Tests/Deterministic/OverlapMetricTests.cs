using Observability.Evaluation.Deterministic;
using Observability.Model;

namespace Observability.Evaluation.Tests.Deterministic;

/// <summary>BLEU, GLEU, ROUGE-L and F1 against their papers and NLTK 3.8.</summary>
public sealed class OverlapMetricTests
{
    private const string Answer1 = "It is a guide to action which ensures that the military always obeys the commands of the party";
    private const string Answer2 = "It is to insure the troops forever hearing the activity guidebook that party direct";
    private const string Reference1 = "It is a guide to action that ensures that the military will forever heed Party commands";
    private const string Reference2 = "It is the guiding principle which guarantees the military forces always being under the command of the Party";
    private const string Reference3 = "It is the practical guide for the army always to heed the directions of the party";

    // Papineni et al. 2002, figure 1; values of nltk.translate.bleu_score.
    [Theory]
    [InlineData(Answer1, BleuSmoothing.None, 0.5045666840058485)]
    [InlineData(Answer1, BleuSmoothing.Exponential, 0.5045666840058485)]
    [InlineData(Answer2, BleuSmoothing.None, 0)]
    [InlineData(Answer2, BleuSmoothing.Epsilon, 0.03703131191121491)]
    [InlineData(Answer2, BleuSmoothing.AddOne, 0.13111209575157431)]
    [InlineData(Answer2, BleuSmoothing.Exponential, 0.06963003305718092)]
    public async Task Bleu_OfThePapersExample_IsTheKnownValue(string answer, BleuSmoothing smoothing, double expected)
    {
        var subject = new EvaluationSubject(null, Payload.FromText(answer), new EvaluationItem { ExpectedOutput = Payload.FromValue(new[] { Reference1, Reference2, Reference3 }) });

        var score = await Scores.OneAsync(new BleuEvaluator(smoothing), subject);

        Assert.Equal(expected, score.Value!.Value.Number, 12);
    }

    [Theory]
    [InlineData(BleuSmoothing.None, 0.41180376356915777)]
    [InlineData(BleuSmoothing.AddOne, 0.4452945001507636)]
    public async Task Bleu_AgainstOneReference_IsTheKnownValue(BleuSmoothing smoothing, double expected) =>
        Assert.Equal(expected, await Scores.NumberAsync(new BleuEvaluator(smoothing), Answer1, Reference1), 12);

    [Fact]
    public void CorpusBleu_OfNltksExample_IsTheKnownValue() => Assert.Equal(
        0.5920778868801042,
        CorpusMetrics.Bleu(
        [
            (Answer1, [Reference1, Reference2, Reference3]),
            ("he read the book because he was interested in world history", ["he was interested in world history because he read the book"]),
        ]),
        12);

    [Fact]
    public async Task Bleu_ModifiedPrecision_ClipsRepeatedWords()
    {
        // Papineni et al. 2002, section 2.1: "the" seven times, at most two of them count; one order, no brevity: 2/7.
        var counts = new Observability.Evaluation.Deterministic.Text.BleuCounts();
        var the = Observability.Evaluation.Deterministic.Text.TokenHash.SortedGrams(Observability.Evaluation.Deterministic.Text.WordTokens.Mteval("the the the the the the the", true), 1);
        var references = new[] { "The cat is on the mat.", "There is a cat on the mat." }
            .Select(r => Observability.Evaluation.Deterministic.Text.TokenHash.SortedGrams(Observability.Evaluation.Deterministic.Text.WordTokens.Mteval(r, true), 1)).ToList();

        Assert.Equal(2, Observability.Evaluation.Deterministic.Text.TokenHash.Clipped(the, references));
        Assert.Equal(1, counts.Score(BleuSmoothing.None));
        Assert.Equal(1, await Scores.NumberAsync(new BleuEvaluator(), "the cat", "the cat"), 12);
    }

    // nltk.translate.gleu_score.
    [Theory]
    [InlineData(Answer1, 0.4393939393939394)]
    [InlineData(Answer2, 0.1206896551724138)]
    public async Task Gleu_OfNltksExample_IsTheKnownValue(string answer, double expected) =>
        Assert.Equal(expected, await Scores.NumberAsync(new GleuEvaluator(), answer, Reference1), 12);

    [Fact]
    public void CorpusGleu_OfNltksExample_IsTheKnownValue() => Assert.Equal(
        0.5673076923076923,
        CorpusMetrics.Gleu(
        [
            (Answer1, [Reference1, Reference2, Reference3]),
            ("he read the book because he was interested in world history", ["he was interested in world history because he read the book"]),
        ]),
        12);

    // Lin 2004, section 3.1: S1 "police killed the gunman", S2 3/4, S3 2/4, S4 2/4 by words in sequence.
    [Theory]
    [InlineData("police kill the gunman", 0.75)]
    [InlineData("the gunman kill police", 0.5)]
    [InlineData("the gunman police killed", 0.5)]
    [InlineData("Police killed, the GUNMAN!", 1)]
    [InlineData("gunman", 0.4)]
    [InlineData("", 0)]
    public async Task RougeL_OfThePapersExample_IsTheKnownValue(string answer, double expected) =>
        Assert.Equal(expected, await Scores.NumberAsync(new RougeLEvaluator(), answer, "police killed the gunman"), 12);

    // By hand from SQuAD's evaluate-v2.0.py: articles and punctuation go, words are a multiset.
    [Theory]
    [InlineData("The Eiffel Tower!", "eiffel tower", 1)]
    [InlineData("in 1889, in Paris", "1889", 0.4)]
    [InlineData("the the a", "", 1)]
    [InlineData("something", "", 0)]
    [InlineData("", "something", 0)]
    [InlineData("b b c", "b c c d", 4.0 / 7)]
    [InlineData("it's", "its", 1)]
    public async Task TokenF1_OfShortAnswers_IsComputedByHand(string answer, string expected, double value) =>
        Assert.Equal(value, await Scores.NumberAsync(new TokenF1Evaluator(), answer, expected), 12);

    [Fact]
    public async Task TokenF1_OfSeveralReferences_IsTheBestAndSaysWhy()
    {
        var subject = new EvaluationSubject(null, Payload.FromText("Denver Broncos won"), new EvaluationItem { ExpectedOutput = Payload.Parse("""["Carolina", "Denver Broncos"]""") });

        var score = await Scores.OneAsync(new TokenF1Evaluator(passAt: 0.9), subject);

        Assert.Equal(0.8, score.Value!.Value.Number, 12);
        Assert.False(score.Passed);
        Assert.Equal(("0.6667", "1"), (score.Metadata["precision"], score.Metadata["recall"]));
    }

    [Theory]
    [InlineData("kitten", "sitting", 1 - (3 / 7.0))]
    [InlineData("Saturday", "Sunday", 1 - (3 / 8.0))]
    [InlineData("", "", 1)]
    [InlineData("", "abc", 0)]
    [InlineData("abc", "abc", 1)]
    [InlineData("😀b", "😁b", 0.5)]
    public async Task EditSimilarity_OfKnownPairs_IsTheKnownValue(string answer, string expected, double value) =>
        Assert.Equal(value, await Scores.NumberAsync(new EditSimilarityEvaluator(), answer, expected), 12);

    [Fact]
    public async Task EditSimilarity_OfTextsTooLong_FailsAndSaysSo()
    {
        var score = await Scores.OneAsync(new EditSimilarityEvaluator(), new string('a', 20_001), "b");

        Assert.Contains("20001", score.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overlap_OfChineseText_CountsCharacters()
    {
        // Five characters shared of six each.
        Assert.Equal(5 / 6.0, await Scores.NumberAsync(new RougeLEvaluator(), "今天天气很好", "今天天气不好"), 12);
    }

    [Fact]
    public async Task GroundednessOverlap_OfAnAnswer_IsTheShareOfItsTrigramsInTheDocuments()
    {
        var subject = EvaluationSubject.OfText("q", "The tower is 330 metres tall today").WithContext(["In 2022 the tower is 330 metres.", "Metres tall is what it is."]);

        var score = await Scores.OneAsync(new GroundednessOverlapEvaluator(), subject);

        // the-tower-is, tower-is-330, is-330-metres are there; 330-metres-tall and metres-tall-today are not.
        Assert.Equal(0.6, score.Value!.Value.Number, 12);
    }

    [Fact]
    public async Task GroundednessOverlap_WithoutDocuments_FailsAndWithoutWordsIsSkipped()
    {
        Assert.True((await Scores.OneAsync(new GroundednessOverlapEvaluator(), "answer")).IsFailed);
        Assert.True((await Scores.OneAsync(new GroundednessOverlapEvaluator(), EvaluationSubject.OfText("", "!").WithContext(["x"]))).IsSkipped);
    }
}
