using Observability.Evaluation.Datasets;
using Observability.Model;
using Observability.Storage;

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
    public async Task Agreement_OfPeopleAndJudges_IsCohensKappaOfEachTwo()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        var config = await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "right", dataType = "BOOLEAN" });
        var queue = (await host.SendAsync(HttpMethod.Post, "annotation-queues", new { name = "review", scoreConfigIds = new[] { config.GetProperty("id").GetString() } })).GetProperty("id").GetString();
        for (var i = 0; i < 20; i++)
        {
            await host.Observability.Store.AddAsync(Telemetry.Trace($"t{i}"));
            await ScoreAsync("ann", i, i % 2 == 0);
            await ScoreAsync("bob", i, i < 4 ? i % 2 != 0 : i % 2 == 0);
            foreach (var version in new[] { "1", "2" })
            {
                await host.Observability.SubmitAsync(new TelemetryBatch
                {
                    Scores =
                    [
                        new Score
                        {
                            Id = new ScoreId($"judge-{version}-{i}"),
                            Name = "right",
                            Value = ScoreValue.Boolean(version == "2" ? i % 2 == 0 : i < 10),
                            Target = ScoreTarget.Trace(new TraceId($"t{i}")),
                            Timestamp = Telemetry.Start,
                            Source = ScoreSource.Evaluator,
                            Author = "judge",
                            Metadata = Payload.FromValue(new Dictionary<string, string> { ["evaluator_version"] = version }),
                        },
                    ],
                });
            }
        }

        var pairs = (await host.GetAsync($"annotation-queues/{queue}/agreement")).GetProperty("scores")[0].GetProperty("pairs").EnumerateArray()
            .ToDictionary(pair => $"{pair.GetProperty("first").GetString()} - {pair.GetProperty("second").GetString()}");

        // Half of each said true: chance is 0.5, so kappa is 2 · share − 1.
        Assert.Equal(5, pairs.Count);
        Assert.Equal((0.8, 0.6, 20, false), Read(pairs["ann - bob"]));
        Assert.Equal((1, 1, 20, true), Read(pairs["ann - judge 2"]));
        Assert.Equal((0.5, 0, 20, true), Read(pairs["ann - judge 1"]));
        Assert.Equal((0.8, 0.6, 20, true), Read(pairs["bob - judge 2"]));
        Assert.Equal("NONE", pairs["ann - bob"].GetProperty("weights").GetString());
        Assert.InRange(pairs["ann - bob"].GetProperty("lower").GetDouble(), -1, 0.5);
        Assert.InRange(pairs["ann - bob"].GetProperty("upper").GetDouble(), 0.7, 1);

        static (double Share, double Kappa, int Objects, bool IsJudge) Read(System.Text.Json.JsonElement pair) => (
            Math.Round(pair.GetProperty("share").GetDouble(), 9), Math.Round(pair.GetProperty("kappa").GetDouble(), 9), pair.GetProperty("objects").GetInt32(), pair.GetProperty("isJudge").GetBoolean());

        Task ScoreAsync(string author, int trace, bool value) => host.SendAsync(
            HttpMethod.Post, "scores", new { id = $"{author}-{trace}", traceId = $"t{trace}", name = "right", value = value ? 1 : 0, dataType = "BOOLEAN", queueId = queue, source = "ANNOTATION", authorUserId = author });
    }

    [Fact]
    public async Task Agreement_OnNumbers_CountsANearMissAsPartOfAnAgreement()
    {
        await using var host = await ApiHost.StartAsync(await Telemetry.OneTraceAsync());
        var config = await host.SendAsync(HttpMethod.Post, "score-configs", new { name = "stars", dataType = "NUMERIC" });
        var queue = (await host.SendAsync(HttpMethod.Post, "annotation-queues", new { name = "review", scoreConfigIds = new[] { config.GetProperty("id").GetString() } })).GetProperty("id").GetString();
        for (var i = 0; i < 15; i++)
        {
            await host.Observability.Store.AddAsync(Telemetry.Trace($"t{i}"));
            await ScoreAsync("ann", i, (i % 5) + 1);
            await ScoreAsync("bob", i, i == 0 ? 2 : (i % 5) + 1);
        }

        var pair = (await host.GetAsync($"annotation-queues/{queue}/agreement")).GetProperty("scores")[0].GetProperty("pairs")[0];

        // Quadratic kappa is 1 − Σ d² / Σ expected d²: one miss by one; both have a mean of squares of 11, means of 3 and 46/15.
        Assert.Equal("QUADRATIC", pair.GetProperty("weights").GetString());
        Assert.Equal(1 - (1 / 15d / (11 + (168 / 15d) - (2 * 3 * 46 / 15d))), pair.GetProperty("kappa").GetDouble(), 9);
        Assert.Equal(14 / 15d, pair.GetProperty("share").GetDouble(), 9);

        Task ScoreAsync(string author, int trace, int value) => host.SendAsync(
            HttpMethod.Post, "scores", new { id = $"{author}-{trace}", traceId = $"t{trace}", name = "stars", value, dataType = "NUMERIC", queueId = queue, source = "ANNOTATION", authorUserId = author });
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
