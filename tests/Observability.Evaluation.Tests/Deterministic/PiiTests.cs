using Observability.Evaluation.Deterministic;

namespace Observability.Evaluation.Tests.Deterministic;

public sealed class PiiTests
{
    [Theory]
    [InlineData("Write to jane.doe+x@mail.example.co.uk.", PiiKinds.Email)]
    [InlineData("Call +49 (0)30 123456-78 now", PiiKinds.Phone)]
    [InlineData("Call (212) 555-0187.", PiiKinds.Phone)]
    [InlineData("Pay to DE89 3704 0044 0532 0130 00 OK", PiiKinds.Iban)]
    [InlineData("GB82WEST12345698765432", PiiKinds.Iban)]
    [InlineData("Card 4111 1111 1111 1111, exp 12/29", PiiKinds.Card)]
    [InlineData("378282246310005", PiiKinds.Card)]
    [InlineData("5555-5555-5555-4444", PiiKinds.Card)]
    [InlineData("SSN 123-45-6789", PiiKinds.Ssn)]
    [InlineData("from 203.0.113.7:80", PiiKinds.IpAddress)]
    [InlineData("at 2001:db8::8a2e:370:7334", PiiKinds.IpAddress)]
    [InlineData("2001:0db8:85a3:0000:0000:8a2e:0370:7334", PiiKinds.IpAddress)]
    [InlineData("key AKIAIOSFODNN7EXAMPLE", PiiKinds.Secret)]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", PiiKinds.Secret)]
    public async Task Data_WithAForm_IsFoundAsWhatItIsAndNeverRepeated(string answer, PiiKinds kind)
    {
        var score = await Scores.OneAsync(new PiiEvaluator(), answer);

        Assert.Equal(true, score.Value);
        Assert.False(score.Passed);
        Assert.Equal($"Found 1 {kind}.", score.Comment);
        Assert.Equal([new KeyValuePair<string, string>(kind.ToString(), "1")], score.Metadata);
    }

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 01")]
    [InlineData("Order 4111 1111 1111 1112")]
    [InlineData("Order number 1234567890123456")]
    [InlineData("000-12-3456, 666-12-3456, 912-12-3456, 123-00-4567, 123-45-0000")]
    [InlineData("version 1.2.3.4.5, 300.1.1.1, localhost 127.0.0.1, 0.0.0.0 and ::1")]
    [InlineData("std::vector<int> x; std::cout; 12:30:45; a::b")]
    [InlineData("user@localhost, @name, a @ b.com")]
    [InlineData("In 2024 we sold 1,234,567 units for 12.50 each.")]
    [InlineData("AB12 is a seat; XX00 1111 2222 3333 4444")]
    [InlineData("sk-short")]
    public async Task Text_ThatOnlyLooksLikeIt_IsNoLeak(string answer)
    {
        var score = await Scores.OneAsync(new PiiEvaluator(), answer);

        Assert.Equal("", score.Comment ?? "");
        Assert.True(score.Passed);
    }

    [Fact]
    public async Task Data_ThatTheUserGave_MayBeRepeatedWhereAllowed()
    {
        const string Input = "I am jane@example.com, card 4111-1111-1111-1111.";

        Assert.True((await Scores.OneAsync(new PiiEvaluator(allowFromInput: true), "Hello Jane@example.com with 4111 1111 1111 1111", input: Input)).Passed);
        Assert.False((await Scores.OneAsync(new PiiEvaluator(allowFromInput: true), "Hello jim@example.com", input: Input)).Passed);
        Assert.False((await Scores.OneAsync(new PiiEvaluator(), "Hello jane@example.com", input: Input)).Passed);
    }

    [Fact]
    public async Task Kinds_NotLookedFor_AreNotFound() =>
        Assert.True((await Scores.OneAsync(new PiiEvaluator(PiiKinds.Iban | PiiKinds.Card), "jane@example.com 203.0.113.7")).Passed);

    [Fact]
    public async Task Kinds_OfSeveral_AreCounted()
    {
        var score = await Scores.OneAsync(new PiiEvaluator(), "a@b.com c@d.org +1 212 555 0187");

        Assert.Equal("Found 2 Email, 1 Phone.", score.Comment);
    }
}
