using Observability.Remote;
using Observability.Remote.Api;
using Observability.Testing.Remote;

namespace Observability.Tests.Remote;

/// <summary>What the typed client does when a server fails.</summary>
public sealed class ClientFailureTests
{
    [Fact]
    public async Task Read_ServerOverloaded_IsAskedAgainWhenItSays()
    {
        await using var server = await ScriptedServer.StartAsync();
        var time = new WatchedTimeProvider();
        var asked = 0;
        server.Answer = _ => ++asked == 1
            ? ServerAnswer.Error(429) with { Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } }
            : ServerAnswer.Json(200, """{"data":[{"id":"t"}],"meta":{"page":1,"limit":50,"totalItems":1,"totalPages":1}}""");
        using var client = new LlmObservabilityClient(server.Options("outbox"), time);

        var read = client.Traces.ListAsync(cancellationToken: TestContext.Current.CancellationToken);
        var wait = await time.NextWaitAsync(wait => wait == TimeSpan.FromSeconds(7));
        time.Advance(wait);

        Assert.Equal("t", Assert.Single((await read).Data).Id);
    }

    [Fact]
    public async Task Read_ServerKeepsFailing_ThrowsAfterTwoMoreAttempts()
    {
        await using var server = await ScriptedServer.StartAsync();
        var time = new WatchedTimeProvider();
        server.Answer = _ => ServerAnswer.Error(500, "broken");
        var options = server.Options("outbox");
        using var client = new LlmObservabilityClient(options, time);

        var read = client.Projects.ListAsync(TestContext.Current.CancellationToken);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            time.Advance(await time.NextWaitAsync(wait => wait != options.Timeout));
        }

        var failure = await Assert.ThrowsAsync<LlmObservabilityApiException>(() => read);
        Assert.Equal(3, server.Requests.Count);
        Assert.EndsWith("500 Internal Server Error: broken", failure.Message);
    }

    [Fact]
    public async Task Create_ServerFails_IsNotRepeated()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = _ => ServerAnswer.Error(500);
        using var client = new LlmObservabilityClient(server.Options("outbox"));

        await Assert.ThrowsAsync<LlmObservabilityApiException>(() => client.Scores.CreateAsync(new CreateScoreBody { Name = "n" }, TestContext.Current.CancellationToken));

        Assert.Equal("""{"name":"n"}""", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task Read_AddressOfAnotherSite_SaysSo()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = _ => ServerAnswer.Json(200, "<html>Sign in</html>");
        using var client = new LlmObservabilityClient(server.Options("outbox"));

        var failure = await Assert.ThrowsAsync<LlmObservabilityApiException>(() => client.Projects.ListAsync(TestContext.Current.CancellationToken));

        Assert.Contains("GET /api/public/projects with 200 OK", failure.Message);
        Assert.Equal("<html>Sign in</html>", failure.Body);
    }
}
