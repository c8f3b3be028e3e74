using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Observability.Prompts.Webhooks;

namespace Observability.Tests.Prompts.Webhooks;

public sealed class PromptWebhookSignatureTests
{
    private const string Secret = "lf-whsec_0123456789abcdef";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly byte[] Body = """{"id":"é","type":"prompt-version"}"""u8.ToArray();

    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public void Sign_Body_IsWhatReceiversOfLangfuseCompute()
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. "1800000000."u8, .. Body]));

        Assert.Equal($"t=1800000000,v1={expected}", PromptWebhookSignature.Sign(Body, Secret, Now));
    }

    [Fact]
    public void Verify_WhatWasSigned_IsGenuineWithinTheTolerance()
    {
        var header = PromptWebhookSignature.Sign(Body, Secret, Now);

        Assert.True(PromptWebhookSignature.Verify(Body, header, Secret, time: _time));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(PromptWebhookSignature.Verify(Body, header, Secret, time: _time));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(PromptWebhookSignature.Verify(Body, header, Secret, time: _time));
        Assert.True(PromptWebhookSignature.Verify(Body, header, Secret, TimeSpan.FromHours(1), _time));
        Assert.False(PromptWebhookSignature.Verify(Body, PromptWebhookSignature.Sign(Body, Secret, Now.AddHours(1)), Secret, time: _time));
    }

    [Fact]
    public void Verify_AnotherBodySecretOrTime_IsNotGenuine()
    {
        var header = PromptWebhookSignature.Sign(Body, Secret, Now);

        Assert.False(PromptWebhookSignature.Verify([.. Body, (byte)' '], header, Secret, time: _time));
        Assert.False(PromptWebhookSignature.Verify(Body, header, Secret + "0", time: _time));
        Assert.False(PromptWebhookSignature.Verify(Body, header.Replace("t=1800000000", "t=1800000001", StringComparison.Ordinal), Secret, time: _time));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1800000000")]
    [InlineData("v1=00")]
    [InlineData("t=x,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1800000000,v1=zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,=")]
    public void Verify_NoSignature_IsNotGenuine(string? header) => Assert.False(PromptWebhookSignature.Verify(Body, header, Secret, time: _time));
}
