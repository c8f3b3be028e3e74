using System.Net;
using System.Net.Http.Json;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>What somebody can do with the public key of a web page.</summary>
public sealed class PublicScoreTests
{
    [Fact]
    public async Task Score_WithThePublicKeyOnly_IsFeedbackWhateverItClaims()
    {
        await using var keys = await KeyHost.StartAsync();
        var theirs = new Score { Project = new ProjectId(KeyHost.Project), Id = new ScoreId("s1"), Name = "right", Value = true, Target = ScoreTarget.Trace(new TraceId("t")), Timestamp = keys.Time.GetUtcNow(), Source = ScoreSource.Annotation };
        await keys.Host.Observability.Store.AddAsync(theirs);

        await SendAsync(keys, "scores", new { id = "s1", traceId = "t", name = "right", value = 0, dataType = "BOOLEAN", source = "ANNOTATION", queueId = "q", comment = "no" });
        await SendAsync(keys, "ingestion", new
        {
            batch = new[] { new { id = "e1", type = "score-create", timestamp = "2026-11-23T17:00:00Z", body = new { id = "s1", traceId = "t", name = "right", value = 1, dataType = "BOOLEAN", source = "ANNOTATION", comment = "yes" } } },
        }, HttpStatusCode.MultiStatus);

        var scores = (await keys.Host.Observability.Store.ListScoresAsync(new ScoreQuery { Project = theirs.Project }, TestContext.Current.CancellationToken)).Items;
        Assert.Equal(2, scores.Count);
        Assert.Equal(theirs, scores.Single(score => score.Id.Value == "s1"));
        var feedback = scores.Single(score => score.Id.Value == "public-s1");
        Assert.Equal((ScoreSource.Api, null, "yes", 1d), (feedback.Source, feedback.QueueId, feedback.Comment, feedback.Value.Number));
    }

    [Fact]
    public async Task Correction_WithThePublicKeyOnly_IsRefused()
    {
        await using var keys = await KeyHost.StartAsync();

        await SendAsync(keys, "scores", new { traceId = "t", name = "output", value = "what I want you to learn", dataType = "CORRECTION" }, HttpStatusCode.Forbidden);
    }

    private static async Task SendAsync(KeyHost keys, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { Authorization = KeyHost.Bearer(await keys.KeyAsync(ApiKeyScope.Full)) } };
        using var response = await keys.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
