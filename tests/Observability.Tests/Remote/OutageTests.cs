using Observability.Model;
using Observability.Remote.Delivery;
using Observability.Remote.Outbox;
using Observability.Storage;
using Observability.Testing.Remote;

namespace Observability.Tests.Remote;

/// <summary>What becomes of telemetry when the server takes none.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Server_DownForAMinute_NothingIsLostAndTheOrderIsKept()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503, "overloaded");
        await harness.WriteAsync();
        var written = 1;

        for (var outage = TimeSpan.Zero; outage < TimeSpan.FromMinutes(1); outage += await harness.PassBackoffAsync())
        {
            await harness.WriteAsync();
            written++;
        }

        Assert.Equal(written, harness.Store.Statistics.Waiting);
        await harness.RecoverAsync();
        await harness.WriteAsync();

        Assert.Equal(RemoteHarness.Names(1, written + 1), harness.Server.TakenSpans);
        Assert.Empty(harness.WaitingFiles);
        harness.AssertBalanced();
        Assert.Single(harness.Logs.Lines, line => line.Contains("takes telemetry again"));
        Assert.InRange(harness.Logs.Lines.Count(line => line.Contains("takes nothing now") && line.Contains("overloaded")), 1, 2);
    }

    [Fact]
    public async Task Server_CannotBeReached_WriteReturnsAndTheDiskHasTheBatch()
    {
        await using var harness = await RemoteHarness.StartAsync();
        await harness.Server.DisposeAsync();

        await harness.WriteAsync();

        Assert.Single(harness.WaitingFiles);
        Assert.Equal(1, harness.Store.Statistics.Waiting);
        Assert.True(harness.Store.Statistics.WaitingBytes > 0);
    }

    [Fact]
    public async Task Server_Hangs_BatchGoesToDiskAfterTwoSeconds()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Hang;

        var write = harness.WriteAsync();
        await harness.Server.NextAsync(TestContext.Current.CancellationToken);
        Assert.False(write.IsCompleted);
        harness.Time.Advance(ParcelDelivery.FirstPatience);
        await write;

        Assert.Single(harness.WaitingFiles);
        await harness.RecoverAsync();
        Assert.Equal(["span 1"], harness.Server.TakenSpans);
    }

    [Fact]
    public async Task Process_Restarts_WhatWaitedIsSentFirst()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(500);
        for (var i = 0; i < 5; i++)
        {
            await harness.WriteAsync();
        }

        await harness.RestartAsync();
        Assert.Equal(5, harness.Store.Statistics.Adopted);
        await harness.WriteAsync();
        await harness.RecoverAsync();

        Assert.Equal(RemoteHarness.Names(1, 6), harness.Server.TakenSpans);
        harness.AssertBalanced();
    }

    [Fact]
    public async Task Server_AsksToWait_IsAskedAgainThenAndNotBefore()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(429) with { Headers = new Dictionary<string, string> { ["Retry-After"] = "45" } };

        await harness.WriteAsync();
        var wait = await harness.BackoffAsync();
        Assert.Equal(TimeSpan.FromSeconds(45), wait);
        var date = (harness.Time.GetUtcNow() + wait).AddSeconds(90).ToString("R");
        harness.Server.Answer = _ => ServerAnswer.Error(503) with { Headers = new Dictionary<string, string> { ["Retry-After"] = date } };
        harness.Time.Advance(wait);

        Assert.Equal(TimeSpan.FromSeconds(90), await harness.BackoffAsync());
    }

    [Fact]
    public async Task Server_KeepsFailing_WaitsDoubleUpToAMinute()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(502);
        await harness.WriteAsync();

        for (var attempt = 0; attempt < 9; attempt++)
        {
            var most = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt)));
            Assert.InRange(await harness.PassBackoffAsync(), most / 2, most);
        }
    }

    [Theory]
    [InlineData(401, "Check the public and the secret key")]
    [InlineData(403, "Check the public and the secret key")]
    [InlineData(404, "Check the server's address")]
    [InlineData(307, "It redirects to")]
    public async Task Server_IsSetUpWrong_TelemetryWaitsAndTheLogNamesTheFix(int status, string fix)
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(status);

        await harness.WriteAsync();

        Assert.Equal(1, harness.Store.Statistics.Waiting);
        Assert.Contains(harness.Logs.Lines, line => line.Contains(fix));
        Assert.DoesNotContain(harness.Logs.Lines, line => line.Contains("sk-test"));
    }

    [Fact]
    public async Task WebPage_InPlaceOfTheApi_IsNoSuccess()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => new ServerAnswer(200, "<html>Sign in</html>"u8.ToArray(), "text/html; charset=utf-8");

        await harness.WriteAsync();

        Assert.Equal((1, 0), (harness.Store.Statistics.Waiting, harness.Store.Statistics.Delivered));
        Assert.Contains(harness.Logs.Lines, line => line.Contains("It is a web page"));
    }

    [Fact]
    public async Task Dispose_ServerTakesTelemetry_SendsWhatWaits()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        for (var i = 0; i < 3; i++)
        {
            await harness.WriteAsync();
        }

        harness.Server.Answer = _ => ServerAnswer.Ok;
        await harness.RestartAsync();
        await harness.Store.DisposeAsync();

        Assert.Equal(RemoteHarness.Names(1, 3), harness.Server.TakenSpans);
        Assert.Empty(Directory.EnumerateFileSystemEntries(harness.OutboxPath));
    }

    [Fact]
    public async Task Pipeline_ServerDown_EveryRecordIsWrittenToDiskAndNoneDropped()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        await using var observability = new LlmObservability(new LlmObservabilityOptions(), harness.Store);

        for (var i = 0; i < 100; i++)
        {
            using var span = observability.Tracer.StartSpan("work");
            span.Score("quality", 0.5);
        }

        await observability.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal((200, 200, 0), (observability.Statistics.Received, observability.Statistics.Written, observability.Statistics.Dropped));
        Assert.Equal(200, harness.Store.Statistics.Waiting);
    }

    [Fact]
    public async Task Disk_Full_WriteFailsAndTheNextAttemptSucceeds()
    {
        var disk = new FullDisk { IsFull = true };
        await using var harness = await RemoteHarness.StartAsync(files: disk);
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        var batch = new TelemetryBatch { Observations = [RemoteHarness.Span(1)] };

        var failure = await Assert.ThrowsAsync<IOException>(() => harness.Store.WriteAsync(batch, TestContext.Current.CancellationToken));
        Assert.Contains("No space left", failure.Message);
        Assert.Equal(0, harness.Store.Statistics.Received);
        disk.IsFull = false;
        await harness.Store.WriteAsync(batch, TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (harness.Store.Statistics.Received, harness.Store.Statistics.Waiting));
        harness.AssertBalanced();
    }

    [Fact]
    public async Task Media_NeitherServerNorDisk_AreWrittenWithTheBatchThatIsTriedAgain()
    {
        var disk = new FullDisk { IsFull = true };
        await using var harness = await RemoteHarness.StartAsync(files: disk);
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        var media = new MediaContent("image/png", new byte[] { 1, 2, 3 });

        await Assert.ThrowsAsync<IOException>(() => harness.WriteAsync(media));
        disk.IsFull = false;
        await harness.WriteAsync(media);

        Assert.Equal(2, harness.WaitingFiles.Count);
    }

    [Fact]
    public async Task Media_ServerDown_AreOnDiskBeforeTheirTraceAndUploadedLater()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        var media = new MediaContent("image/png", new byte[] { 1, 2, 3 });

        await harness.WriteAsync(media);
        await harness.RecoverAsync(request => request switch
        {
            { Method: "POST", Path: "/api/public/media" } => ServerAnswer.Json(201, $$"""{"mediaId":"{{media.Id}}","uploadUrl":"/upload/1"}"""),
            _ => ServerAnswer.Ok,
        });

        Assert.Equal(
            ["POST /api/public/media", "PUT /upload/1", $"PATCH /api/public/media/{media.Id}", "POST /api/public/otel/v1/traces"],
            harness.Server.Taken.Select(request => $"{request.Method} {request.Path}"));
        var upload = harness.Server.Taken[1];
        Assert.Equal([1, 2, 3], upload.Body);
        Assert.Equal("image/png", upload.Headers["Content-Type"]);
        Assert.False(upload.Headers.ContainsKey("Authorization"));
        Assert.Equal(200, harness.Server.Taken[2].Json.GetProperty("uploadHttpStatus").GetInt32());
    }

    private sealed class FullDisk : OutboxFiles
    {
        public bool IsFull { get; set; }

        public override void Write(string path, ReadOnlySpan<byte> bytes)
        {
            if (IsFull)
            {
                throw new IOException("No space left on device");
            }

            base.Write(path, bytes);
        }
    }
}
