using System.Net;

namespace Observability.AspNetCore.Tests.Access;

public sealed class RequestRateTests
{
    [Fact]
    public async Task Key_OverItsLimit_IsToldWhenToComeBack()
    {
        await using var host = await KeyHost.StartAsync(api: options => options.RequestsPerMinute = 3);
        var key = KeyHost.Basic(await host.KeyAsync());
        for (var i = 0; i < 3; i++)
        {
            using var served = await host.SendAsync(HttpMethod.Get, "traces", key);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
            host.Time.Advance(TimeSpan.FromSeconds(10));
        }

        using var response = await host.SendAsync(HttpMethod.Get, "traces", key);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter!.Delta);
        Assert.Equal(["3"], response.Headers.GetValues("X-RateLimit-Limit"));
        Assert.Equal(["0"], response.Headers.GetValues("X-RateLimit-Remaining"));
        Assert.Equal(["2026-03-04T10:01:00.000Z"], response.Headers.GetValues("X-RateLimit-Reset"));
        Assert.Contains("\"error\":\"TooManyRequestsError\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_OfOneKey_IsNoOthersAndEndsWithTheMinute()
    {
        await using var host = await KeyHost.StartAsync(api: options => options.RequestsPerMinute = 1);
        var (key, other) = (KeyHost.Basic(await host.KeyAsync()), KeyHost.Basic(await host.KeyAsync()));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], [await GetAsync(key), await GetAsync(key), await GetAsync(other)]);

        host.Time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GetAsync(key));
        host.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(key));

        async Task<HttpStatusCode> GetAsync(System.Net.Http.Headers.AuthenticationHeaderValue credentials)
        {
            using var response = await host.SendAsync(HttpMethod.Get, "traces", credentials);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Limit_OutOfRange_IsRefusedAtStart(int limit)
    {
        var exception = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => KeyHost.StartAsync(api: options => options.RequestsPerMinute = limit));

        Assert.Contains("LlmObservability:Api:RequestsPerMinute", exception.Message, StringComparison.Ordinal);
    }
}
