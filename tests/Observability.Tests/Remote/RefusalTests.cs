using Observability.Model;
using Observability.Remote.Delivery;
using Observability.Remote.Outbox;
using Observability.Storage;
using Observability.Testing;
using Observability.Testing.Remote;

namespace Observability.Tests.Remote;

/// <summary>What a server will never take: it is set aside, counted and out of the way of the rest.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Batch_RefusedAtOnce_IsKeptAsideAndTheNextGoesThrough()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = request => request.Spans.Any(span => span.Name == "span 2") ? ServerAnswer.Error(400, "bad span") : ServerAnswer.Ok;

        for (var i = 0; i < 3; i++)
        {
            await harness.WriteAsync();
        }

        Assert.Equal(["span 1", "span 3"], harness.Server.TakenSpans);
        Assert.Equal((2, 1, 0), (harness.Store.Statistics.Delivered, harness.Store.Statistics.Refused, harness.Store.Statistics.Waiting));
        Assert.Single(harness.RefusedFiles);
        Assert.Single(harness.Logs.Lines, line => line.Contains("refused 1 records") && line.Contains("bad span") && line.Contains(OutboxDirectory.RefusedFolder));
        harness.AssertBalanced();
    }

    [Fact]
    public async Task Batch_RefusedFromTheOutbox_DoesNotHoldUpTheRest()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        for (var i = 0; i < 3; i++)
        {
            await harness.WriteAsync();
        }

        await harness.RecoverAsync(request => request.Spans.Any(span => span.Name == "span 2") ? ServerAnswer.Error(422) : ServerAnswer.Ok);

        Assert.Equal(["span 1", "span 3"], harness.Server.TakenSpans);
        Assert.Single(harness.RefusedFiles);
        harness.AssertBalanced();
    }

    [Fact]
    public async Task Request_TooLarge_IsSplitAndTheSizeRemembered()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = request => request.Spans.Count > 3 ? ServerAnswer.Error(413) : ServerAnswer.Ok;
        var batch = new TelemetryBatch { Observations = [.. Enumerable.Range(1, 10).Select(RemoteHarness.Span)] };

        await harness.Store.WriteAsync(batch, TestContext.Current.CancellationToken);
        Assert.Equal(RemoteHarness.Names(1, 10), harness.Server.TakenSpans);
        var refused = harness.Server.Requests.Count - harness.Server.Taken.Count;
        await harness.Store.WriteAsync(batch, TestContext.Current.CancellationToken);

        Assert.Equal(refused, harness.Server.Requests.Count - harness.Server.Taken.Count);
        Assert.Equal(20, harness.Store.Statistics.Delivered);
        harness.AssertBalanced();
    }

    [Fact]
    public async Task Span_TooLargeAlone_IsRefusedAlone()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = request => request.Body.Length > 20_000 ? ServerAnswer.Error(413) : ServerAnswer.Ok;
        var records = Enumerable.Range(1, 8).Select(RemoteHarness.Span).ToArray();
        records[4] = records[4] with { StatusMessage = new string('x', 30_000) };

        await harness.Store.WriteAsync(new TelemetryBatch { Observations = records }, TestContext.Current.CancellationToken);

        Assert.Equal(RemoteHarness.Names(1, 8).Where(name => name != "span 5"), harness.Server.TakenSpans);
        Assert.Equal((7, 1), (harness.Store.Statistics.Delivered, harness.Store.Statistics.Refused));
    }

    [Fact]
    public async Task Part_TakenBeforeTheServerFails_IsNotCountedTwice()
    {
        await using var harness = await RemoteHarness.StartAsync();
        var taken = 0;
        harness.Server.Answer = request => request.Spans.Count > 1 ? ServerAnswer.Error(413) : ++taken > 2 ? ServerAnswer.Error(503) : ServerAnswer.Ok;
        await harness.Store.WriteAsync(new TelemetryBatch { Observations = [.. Enumerable.Range(1, 5).Select(RemoteHarness.Span)] }, TestContext.Current.CancellationToken);
        Assert.Equal((2, 3), (harness.Store.Statistics.Delivered, harness.Store.Statistics.Waiting));

        taken = 1;
        await harness.PassBackoffAsync();
        var wait = await harness.BackoffAsync();
        Assert.Equal((3, 2), (harness.Store.Statistics.Delivered, harness.Store.Statistics.Waiting));
        harness.AssertBalanced();

        harness.Server.Answer = _ => ServerAnswer.Ok;
        harness.Time.Advance(wait);
        await harness.DrainedAsync();
        Assert.Equal(RemoteHarness.Names(1, 5), harness.Server.TakenSpans);
        Assert.Equal(5, harness.Store.Statistics.Delivered);
        harness.AssertBalanced();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Otlp_PartialSuccess_IsCountedAndLoggedOnce(bool json)
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => json
            ? ServerAnswer.Json(200, """{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too many"}}""")
            : new ServerAnswer(200, [0x0A, 0x0C, 0x08, 0x02, 0x12, 0x08, .. "too many"u8], "application/x-protobuf");
        var batch = new TelemetryBatch { Observations = [.. Enumerable.Range(1, 5).Select(RemoteHarness.Span)] };

        await harness.Store.WriteAsync(batch, TestContext.Current.CancellationToken);
        await harness.Store.WriteAsync(batch, TestContext.Current.CancellationToken);

        Assert.Equal((6, 4), (harness.Store.Statistics.Delivered, harness.Store.Statistics.Rejected));
        Assert.Single(harness.Logs.Lines, line => line.Contains("left out 2 items") && line.Contains("too many"));
        harness.AssertBalanced();
    }

    [Fact]
    public async Task Ingestion_ErrorsOfEvents_AreCountedAndLoggedOnce()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = request => ServerAnswer.Json(207, $$"""{"successes":[],"errors":[{"id":"{{request.Events[0].GetProperty("id")}}","status":400,"message":"no such config"}]}""");
        var batch = new TelemetryBatch { Scores = [Some.Score("t", "s1"), Some.Score("t", "s2")] };

        await harness.Store.WriteAsync(batch, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (harness.Store.Statistics.Delivered, harness.Store.Statistics.Rejected));
        Assert.Single(harness.Logs.Lines, line => line.Contains("no such config"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_Damaged_IsSetAsideAndTheRestIsSent(bool isCutOff)
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        for (var i = 0; i < 3; i++)
        {
            await harness.WriteAsync();
        }

        var file = harness.WaitingFiles[1];
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, isCutOff ? bytes[..(bytes.Length / 2)] : bytes, TestContext.Current.CancellationToken);
        await harness.RecoverAsync();

        Assert.Equal(["span 1", "span 3"], harness.Server.TakenSpans);
        Assert.Equal(Path.GetFileName(file), Path.GetFileName(Assert.Single(harness.RefusedFiles)));
        Assert.Equal(1, harness.Store.Statistics.Refused);
        harness.AssertBalanced();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task Media_ServerTakesNone_TracesGoThrough(int status)
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = request => request.IsSpans ? ServerAnswer.Ok : ServerAnswer.Error(status);

        await harness.WriteAsync(new MediaContent("image/png", new byte[] { 1 }));

        Assert.Equal(["span 1"], harness.Server.TakenSpans);
        Assert.Equal((1, 0), (harness.Store.Statistics.MediaLost, harness.Store.Statistics.Waiting));
    }

    [Fact]
    public async Task Media_StorageCannotBeReached_TracesGoThrough()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = request => request.Path == "/api/public/media" ? ServerAnswer.Json(201, """{"mediaId":"m","uploadUrl":"http://127.0.0.1:1/bucket"}""") : ServerAnswer.Ok;

        await harness.WriteAsync(new MediaContent("image/png", new byte[] { 1 }));

        Assert.Equal(["span 1"], harness.Server.TakenSpans);
        Assert.Equal(1, harness.Store.Statistics.MediaLost);
        Assert.Equal(0, harness.Server.Taken.Single(request => request.Method == "PATCH").Json.GetProperty("uploadHttpStatus").GetInt32());
    }
}
