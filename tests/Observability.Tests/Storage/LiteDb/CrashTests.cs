using System.Diagnostics;
using System.Globalization;
using Observability.Model;

namespace Observability.Tests.Storage.LiteDb;

/// <summary>Kills a process that writes, again and again, and looks at what it left.</summary>
public sealed class CrashTests : IDisposable
{
    // LLMOBS_LONG_TESTS=1 makes a nightly run of it.
    private static readonly int Runs = Environment.GetEnvironmentVariable("LLMOBS_LONG_TESTS") is null ? 50 : 500;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Kill_AtRandomMoments_KeepsEveryAcknowledgedBatch()
    {
        var random = new Random(4711);
        var acknowledged = 0;
        for (var run = 0; run < Runs; run++)
        {
            acknowledged = await WriteAndKill(acknowledged + 1, random.Next(1, 60));

            await using var store = Telemetry.Open(_directory);
            for (var number = Math.Max(1, acknowledged - 80); number <= acknowledged; number++)
            {
                var detail = await store.GetTraceAsync(ProjectId.Default, new TraceId("trace-" + number.ToString(CultureInfo.InvariantCulture)), Observability.Storage.PayloadSelection.All);
                Assert.True(detail is not null, $"Run {run}: batch {number} was acknowledged and is lost.");
                Assert.Equal(1 + (number % 40), detail.Observations.Count);
                Assert.All(detail.Observations, observation => Assert.NotNull(observation.Input));
            }
        }

        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.corrupt-*"));
        Assert.True(acknowledged > Runs, "The writer hardly wrote.");
    }

    public void Dispose() => _directory.Dispose();

    // Returns the last batch that was acknowledged; the process dies somewhere behind it.
    private async Task<int> WriteAndKill(int first, int linesToRead)
    {
        using var process = Process.Start(CrashWriter.StartInfo(_directory.Path, first.ToString(CultureInfo.InvariantCulture)))!;
        Assert.Equal("open", await process.StandardOutput.ReadLineAsync());
        var last = first - 1;
        for (var i = 0; i < linesToRead && await process.StandardOutput.ReadLineAsync() is { } line; i++)
        {
            last = int.Parse(line, CultureInfo.InvariantCulture);
        }

        process.Kill();

        // Whatever it still said before it died was acknowledged too; a half line was not.
        var rest = (await process.StandardOutput.ReadToEndAsync()).Split('\n');
        foreach (var line in rest[..^1])
        {
            last = int.Parse(line, CultureInfo.InvariantCulture);
        }

        await process.WaitForExitAsync();
        return last;
    }
}
