using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.LiteDb;
using Observability.Storage.LiteDb.Files;

namespace Observability.Tests.Storage.LiteDb;

public sealed class FaultTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Write_WhenDiskIsFull_ThrowsAndRecoversWhenThereIsRoom()
    {
        var disk = new SimulatedDisk();
        await using var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = _directory.Path }, disk.System);
        await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("before", "a", input: "written while there was room")));
        disk.FreeBytes = 20_000;
        var batch = Telemetry.Batch([.. Enumerable.Range(0, 200).Select(i => Telemetry.Observation("full", Telemetry.Name(i), i, Noise(i)))]);

        var exception = await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(batch));
        var stillThere = await store.GetTraceAsync(ProjectId.Default, new TraceId("before"), PayloadSelection.All);
        disk.FreeBytes = long.MaxValue;
        await store.WriteAsync(batch);

        Assert.Contains("No space left on device", exception.Message, StringComparison.Ordinal);
        Assert.Equal("\"written while there was room\"", stillThere!.Observations[0].Input!.ToString());
        var recovered = await store.GetTraceAsync(ProjectId.Default, new TraceId("full"), PayloadSelection.All);
        Assert.Equal(200, recovered!.Observations.Count);
        Assert.Equal(Payload.FromText(Noise(199)), recovered.Observations[199].Input);
    }

    [Fact]
    public void Open_WhereAFileIsInTheWay_SaysWhichDirectory()
    {
        var path = Path.Combine(_directory.Path, "not-a-directory");
        File.WriteAllText(path, "");

        var exception = Assert.Throws<IOException>(() => LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = path }));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhileAnotherProcessHasIt_NamesTheProcess()
    {
        using var other = Process.Start(CrashWriter.StartInfo(_directory.Path, "1"))!;
        Assert.Equal("open", await other.StandardOutput.ReadLineAsync());

        var exception = Assert.Throws<IOException>(() => Telemetry.Open(_directory));
        other.Kill();
        await other.WaitForExitAsync();
        await using var store = Telemetry.Open(_directory);

        Assert.Contains(other.Id.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TwiceInOneProcess_SharesTheStore()
    {
        var first = Telemetry.Open(_directory);
        await using var second = Telemetry.Open(_directory);

        await first.WriteAsync(Telemetry.Batch(Telemetry.Observation("trace", "a")));
        await first.DisposeAsync();

        Assert.NotNull(await second.GetTraceAsync(ProjectId.Default, new TraceId("trace")));
    }

    [Fact]
    public async Task Open_WithDamagedFile_MovesItAsideAndStartsAnew()
    {
        await using (var store = Telemetry.Open(_directory))
        {
            await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("lost", "a")));
        }

        var file = Directory.EnumerateFiles(_directory.Path, "traces-*.db").Single();
        await File.WriteAllBytesAsync(file, [.. Enumerable.Repeat((byte)0x5A, 64 * 1024)]);
        var log = new CollectingLogger();

        await using var reopened = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = _directory.Path }, log);
        await reopened.WriteAsync(Telemetry.Batch(Telemetry.Observation("new", "b")));

        Assert.NotNull(await reopened.GetTraceAsync(ProjectId.Default, new TraceId("new")));
        Assert.Null(await reopened.GetTraceAsync(ProjectId.Default, new TraceId("lost")));
        Assert.Single(Directory.EnumerateFiles(_directory.Path, "traces-*.db.corrupt-*"));
        Assert.Contains(log.Messages, message => message.Contains("is damaged and was moved to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delete_Trace_LeavesNoByteOfItInTheFiles()
    {
        // Short and random, so that Zstd stores it as it is and a search of the raw bytes can find it.
        const string Secret = "kQ7vX2pL9mWz4RtB8nYc3HdF6sJgAeUo1iKq5TxVbPyNwMhZrCuDlGfSaEjOk0W";
        await using (var store = Telemetry.Open(_directory))
        {
            await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("kept", "a", 0, "this one stays where it is")));
            await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("erased", "b", 1, Secret)));
        }

        Assert.True(FilesContain(Secret), "The test looks for something that is not stored as it is.");
        await using (var store = Telemetry.Open(_directory))
        {
            var result = await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId("erased")] });

            Assert.Equal(new DeletionResult(1, 1, 0), result with { UnreferencedMedia = [] }, (x, y) => (x.Traces, x.Observations, x.Scores) == (y.Traces, y.Observations, y.Scores));
            Assert.Null(await store.GetTraceAsync(ProjectId.Default, new TraceId("erased")));
            var kept = await store.GetTraceAsync(ProjectId.Default, new TraceId("kept"), PayloadSelection.All);
            Assert.Equal("\"this one stays where it is\"", kept!.Observations[0].Input!.ToString());
        }

        Assert.False(FilesContain(Secret));
    }

    [Fact]
    public async Task Delete_TraceWhoseMessagesAnotherRepeats_KeepsTheOther()
    {
        var history = Payload.Parse("""[{"role":"user","content":"a question that both conversations begin with"},{"role":"assistant","content":"the same answer to it"}]""");
        var longer = Payload.Parse("""[{"role":"user","content":"a question that both conversations begin with"},{"role":"assistant","content":"the same answer to it"},{"role":"user","content":"and a second one"}]""");
        await using var store = Telemetry.Open(_directory);
        await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("first", "a") with { Input = history }));
        await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("second", "b", 1) with { Input = longer }));

        await store.DeleteAsync(new DeletionRequest { Traces = [new TraceId("first")] });

        var kept = await store.GetObservationAsync(ProjectId.Default, new ObservationId("b"));
        Assert.Equal(longer, kept!.Input);
        Assert.Null(await store.GetObservationAsync(ProjectId.Default, new ObservationId("a")));
    }

    [Fact]
    public async Task Retention_OfMonthsThatAreOver_DeletesTheirFiles()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Telemetry.Start.AddDays(1));
        var options = new LiteDbTraceStoreOptions { Directory = _directory.Path, Retention = TimeSpan.FromDays(30) };
        await using var store = LiteDbTraceStore.Open(options, timeProvider: time);
        await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("old", "a")));
        await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("new", "b", TimeSpan.FromDays(50).TotalSeconds)));

        time.Advance(TimeSpan.FromDays(50));
        await store.WriteAsync(Telemetry.Batch(Telemetry.Observation("new", "c", TimeSpan.FromDays(50).TotalSeconds)));

        Assert.Null(await store.GetTraceAsync(ProjectId.Default, new TraceId("old")));
        Assert.NotNull(await store.GetTraceAsync(ProjectId.Default, new TraceId("new")));
        Assert.Equal("traces-2026-12.db", Path.GetFileName(Directory.EnumerateFiles(_directory.Path, "traces-*.db").Single()));
    }

    public void Dispose() => _directory.Dispose();

    private static string Noise(int seed)
    {
        var random = new Random(seed);
        return string.Create(500, random, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)source.Next('0', 'z');
            }
        });
    }

    private bool FilesContain(string text) =>
        Directory.EnumerateFiles(_directory.Path).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);

    private sealed class CollectingLogger : ILogger
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));
    }
}
