using System.Security.Cryptography;
using Observability.Remote.Delivery;
using Observability.Remote.Outbox;
using Observability.Testing.Remote;

namespace Observability.Tests.Remote;

public sealed class OutboxTests
{
    [Fact]
    public async Task Outbox_Full_OldestMakePlaceAndAreCounted()
    {
        await using var harness = await RemoteHarness.StartAsync(options => options.OutboxBytes = 1024 * 1024);
        harness.Server.Answer = _ => ServerAnswer.Error(503);

        for (var i = 0; i < 10; i++)
        {
            // Random text, so that it stays as large when compressed.
            await harness.WriteAsync(Convert.ToBase64String(RandomNumberGenerator.GetBytes(300_000)));
        }

        var counts = harness.Store.Statistics;
        Assert.True(counts.WaitingBytes <= 1024 * 1024);
        Assert.Equal(10, counts.Waiting + counts.Dropped);
        Assert.InRange(counts.Dropped, 5, 8);
        Assert.Single(harness.Logs.Lines, line => line.Contains("is full"));
        await harness.RecoverAsync();
        Assert.Equal(RemoteHarness.Names((int)counts.Dropped + 1, 10), harness.Server.TakenSpans);
        harness.AssertBalanced();
    }

    [Fact]
    public async Task Folder_OfALivingProcess_IsLeftAloneUntilItEnds()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        await harness.WriteAsync();
        await harness.WriteAsync();

        await using var other = harness.Open();
        Assert.Equal(0, other.Statistics.Adopted);
        await harness.Store.DisposeAsync();
        for (var stores = 0; stores < 2; stores++)
        {
            await harness.Time.NextWaitAsync(wait => wait == ParcelDelivery.AdoptionInterval);
        }

        harness.Server.Answer = _ => ServerAnswer.Ok;
        harness.Time.Advance(ParcelDelivery.AdoptionInterval);

        while (harness.Server.TakenSpans.Count < 2)
        {
            await harness.Server.NextAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(RemoteHarness.Names(1, 2), harness.Server.TakenSpans);
        Assert.Equal(2, other.Statistics.Adopted);
    }

    [Fact]
    public async Task Servers_Two_DoNotShareWhatWaits()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        await harness.WriteAsync();
        await harness.Store.DisposeAsync();

        harness.Options.PublicKey = "pk-other";
        await using var other = harness.Open();

        Assert.Equal(0, other.Statistics.Adopted);
    }

    [Fact]
    public async Task Files_LeftHalfWritten_AreRemoved()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        await harness.WriteAsync();
        var folder = Path.GetDirectoryName(harness.WaitingFiles[0])!;
        await File.WriteAllTextAsync(Path.Combine(folder, "00000000000000001-abcdef01-1.parcel.tmp"), "half", TestContext.Current.CancellationToken);

        await harness.RestartAsync();

        Assert.Empty(Directory.EnumerateFiles(harness.OutboxPath, "*.tmp", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(folder));
        Assert.Equal(1, harness.Store.Statistics.Adopted);
    }

    [Fact]
    public async Task Outbox_RemovedByHand_IsMadeAgain()
    {
        await using var harness = await RemoteHarness.StartAsync();
        harness.Server.Answer = _ => ServerAnswer.Error(503);
        await harness.WriteAsync();
        Directory.Delete(harness.OutboxPath, recursive: true);

        await harness.WriteAsync();

        Assert.Single(harness.WaitingFiles);
        await harness.RecoverAsync();
        Assert.Equal(["span 2"], harness.Server.TakenSpans);
        Assert.Equal(1, harness.Store.Statistics.Dropped);
        harness.AssertBalanced();
    }

    [Fact]
    public void Parcel_WrittenAndRead_IsTheSame()
    {
        var random = new Random(7);
        var items = Enumerable.Range(0, 50).Select(i =>
        {
            var bytes = new byte[random.Next(0, 5000)];
            random.NextBytes(bytes);
            return new ParcelItem(bytes, i % 3);
        }).ToList();

        var read = ParcelFile.Read(ParcelFile.Write(new Parcel(ParcelKind.Events, items)));

        Assert.Equal(ParcelKind.Events, read.Kind);
        Assert.Equal(items.Select(item => (Convert.ToHexString(item.Bytes.Span), item.Records)), read.Items.Select(item => (Convert.ToHexString(item.Bytes.Span), item.Records)));
    }

    [Fact]
    public void Parcel_AnyByteChanged_IsFoundDamaged()
    {
        var file = ParcelFile.Write(new Parcel(ParcelKind.Spans, [new ParcelItem("some bytes of a span"u8.ToArray(), 1)]));

        for (var i = 0; i < file.Length; i++)
        {
            var damaged = (byte[])file.Clone();
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => ParcelFile.Read(damaged));
            Assert.Throws<InvalidDataException>(() => ParcelFile.Read(file.AsSpan(0, i)));
        }
    }
}
