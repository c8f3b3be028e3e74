using Observability.Evaluation.Datasets;
using Observability.Model;

namespace Observability.AspNetCore.Tests.Annotation;

public sealed class AgreementTests
{
    [Fact]
    public async Task Agreement_OfTwoPeople_IsTheirAlpha()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        var config = await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "right", dataType = "BOOLEAN" });
        var queue = (await host.SendAsync(HttpMethod.Post, "annotation-queues", new { name = "review", scoreConfigIds = new[] { config.GetProperty("id").GetString() } })).GetProperty("id").GetString();
        for (var i = 0; i < 20; i++)
        {
            await host.Observability.Store.AddAsync(Telemetry.Trace($"t{i}"));
            await ScoreAsync("ann", i, i % 2 == 0);
            await ScoreAsync("bob", i, i < 2 ? i % 2 != 0 : i % 2 == 0);
        }

        await ScoreAsync("ann", 99, true);
        var agreement = await host.GetAsync($"annotation-queues/{queue}/agreement");

        Assert.True(agreement.GetProperty("isComplete").GetBoolean());
        var right = Assert.Single(agreement.GetProperty("scores").EnumerateArray());
        Assert.Equal(("right", 2, 21, 20), (
            right.GetProperty("name").GetString(), right.GetProperty("raters").GetInt32(), right.GetProperty("objects").GetInt32(), right.GetProperty("sharedObjects").GetInt32()));
        // 2 of 20 pairs differ; 40 ratings, half of them true: 1 − 39 · 4 / (2 · 20 · 20).
        Assert.Equal(1 - (39 * 4 / 800d), right.GetProperty("alpha").GetDouble(), 9);
        Assert.InRange(right.GetProperty("lower").GetDouble(), -1, right.GetProperty("alpha").GetDouble());
        await host.RefusedAsync(System.Net.HttpStatusCode.NotFound, HttpMethod.Get, "annotation-queues/nope/agreement");

        Task ScoreAsync(string author, int trace, bool value) => host.SendAsync(
            HttpMethod.Post, "scores", new { id = $"{author}-{trace}", traceId = $"t{trace}", name = "right", value = value ? 1 : 0, dataType = "BOOLEAN", queueId = queue, source = "ANNOTATION", authorUserId = author });
    }

    [Fact]
    public async Task Corrections_OfPeople_BecomeExpectedOutputs()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        var library = new DatasetLibrary(host.Observability);
        await library.CreateAsync("corrected", cancellationToken: TestContext.Current.CancellationToken);
        await host.Observability.Store.AddAsync(
            Telemetry.Score("old", "golden", ScoreValue.Correction("first try")) with { Name = "output" },
            Telemetry.Score("new", "golden", ScoreValue.Correction("the world"), seconds: 5) with { Name = "output", Source = ScoreSource.Annotation },
            Telemetry.Score("gen", "golden", ScoreValue.Correction("hi there")) with { Name = "output", Target = ScoreTarget.Observation(new TraceId("golden"), new ObservationId("gen")) },
            Telemetry.Score("gone", "nowhere", ScoreValue.Correction("nothing")));

        await library.AddCorrectionsAsync("corrected", cancellationToken: TestContext.Current.CancellationToken);

        var items = (await library.ListAsync("corrected", TestContext.Current.CancellationToken)).ToDictionary(item => item.Id.Value);
        Assert.Equal(["golden", "golden:gen"], items.Keys.Order());
        Assert.Equal(("\"the world\"", """{"q":"hello"}"""), (items["golden"].ExpectedOutput!.ToString(), items["golden"].Input!.ToString()));
        Assert.Equal("\"hi there\"", items["golden:gen"].ExpectedOutput!.ToString());
    }
}
