using Microsoft.ML.Tokenizers;
using Observability.Model;
using Observability.Pricing;

namespace Observability.Tests.Pricing;

public sealed class TokenEstimatorTests
{
    private static readonly Tokenizer Vocabulary = TiktokenTokenizer.CreateForEncoding("o200k_base");

    [Theory]
    [InlineData("Hello, world! How are you today?")]
    [InlineData("我想知道巴黎的天气怎么样")]
    [InlineData("مرحبا بالعالم")]
    [InlineData("def f(x):\n    return x ** 2\n")]
    public void Estimate_Text_IsWhatTheVocabularyCounts(string text)
    {
        var usage = TokenEstimator.Estimate(Payload.FromText(text), Payload.FromText(text));

        Assert.Equal((Vocabulary.CountTokens(text), Vocabulary.CountTokens(text)), ((int)usage!.Input!, (int)usage.Output!));
        Assert.True(usage.IsEstimated);
    }

    [Fact]
    public void Estimate_Conversation_AddsFramingToTheInputOnly()
    {
        var messages = Payload.Parse("""[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]""");
        var answer = Payload.Parse("""{"role":"assistant","content":"Hi"}""");

        var usage = TokenEstimator.Estimate(messages, answer);

        Assert.Equal(Vocabulary.CountTokens("Be brief.") + Vocabulary.CountTokens("Hi") + 9, usage!.Input);
        Assert.Equal(Vocabulary.CountTokens("Hi"), usage.Output);
    }

    [Fact]
    public void Estimate_Tools_CountAsInput()
    {
        const string Tools = """[{"name":"get_weather"}]""";

        var with = TokenEstimator.Estimate(Payload.FromText("Hi"), null, Tools);
        var without = TokenEstimator.Estimate(Payload.FromText("Hi"), null);

        Assert.Equal(Vocabulary.CountTokens(Tools), with!.Input - without!.Input);
        Assert.Null(with.Output);
    }

    [Fact]
    public void Estimate_MediaReference_CountsNothing()
    {
        var usage = TokenEstimator.Estimate(Payload.FromText(new MediaReference(MediaId.Of("x"u8), "image/png").ToString()), null);

        Assert.Equal(0, usage!.Input);
    }

    [Fact]
    public void Estimate_HugeText_CountsAPrefixAndScalesItUp()
    {
        const int Repeats = 500_000;
        var sentence = "The weather is fine. ";

        var usage = TokenEstimator.Estimate(Payload.FromText(string.Concat(Enumerable.Repeat(sentence, Repeats))), null);

        var perSentence = Vocabulary.CountTokens(sentence + sentence) - Vocabulary.CountTokens(sentence);
        Assert.InRange(usage!.Input!.Value, (long)(0.95 * perSentence * Repeats), (long)(1.06 * perSentence * Repeats));
    }

    [Fact]
    public async Task Estimate_FromManyThreads_AgreesWithOne()
    {
        var payloads = Enumerable.Range(0, 200).Select(i => Payload.FromText($"Number {i} of the many words that are counted here, {i * 7919}.")).ToList();
        var expected = payloads.Select(payload => TokenEstimator.Estimate(payload, null)!.Input).ToList();

        var counts = await Task.WhenAll(payloads.Select(payload => Task.Run(() => TokenEstimator.Estimate(payload, null)!.Input)));

        Assert.Equal(expected, counts);
    }

    [Fact]
    public void Estimate_OneWordOfAMillionLetters_StaysWithinItsBound()
    {
        var usage = TokenEstimator.Estimate(Payload.FromText(new string('a', 1_000_000)), null);

        // 1,024 letters a are 128 tokens of eight.
        Assert.InRange(usage!.Input!.Value, 100_000, 150_000);
    }
}
