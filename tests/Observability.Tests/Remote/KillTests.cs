using System.Diagnostics;
using System.Globalization;
using Observability.Remote;
using Observability.Testing.Remote;
using Observability.Tests.Storage.LiteDb;

namespace Observability.Tests.Remote;

/// <summary>Kills a process that writes into the outbox, again and again, and looks at what arrives in the end.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("LLMOBS_LONG_TESTS") is null ? 4 : 200;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Kill_WhileTheServerIsDown_EverythingWrittenArrivesLater()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = _ => ServerAnswer.Error(503);
        var random = new Random(4711);
        HashSet<string> acknowledged = [];
        for (var run = 0; run < Runs; run++)
        {
            await WriteAndKill(server, acknowledged, first: 1 + (run * 1000), linesToRead: random.Next(1, 40));
        }

        server.Answer = _ => ServerAnswer.Ok;
        await using var store = RemoteTraceStore.Open(server.Options(_directory.Path));
        HashSet<string> arrived = [];
        while (!acknowledged.IsSubsetOf(arrived))
        {
            arrived.UnionWith((await server.NextAsync(TestContext.Current.CancellationToken)).Spans.Select(span => span.Name));
        }

        Assert.True(acknowledged.Count >= Runs);
    }

    public void Dispose() => _directory.Dispose();

    private async Task WriteAndKill(ScriptedServer server, HashSet<string> acknowledged, int first, int linesToRead)
    {
        using var process = Process.Start(CrashWriter.StartInfo("outbox", server.Url, _directory.Path, first.ToString(CultureInfo.InvariantCulture)))!;
        Assert.Equal("open", await process.StandardOutput.ReadLineAsync());
        for (var i = 0; i < linesToRead && await process.StandardOutput.ReadLineAsync() is { } line; i++)
        {
            acknowledged.Add("span " + line);
        }

        process.Kill();
        var rest = (await process.StandardOutput.ReadToEndAsync()).Split('\n');
        acknowledged.UnionWith(rest[..^1].Select(line => "span " + line));
        await process.WaitForExitAsync();
    }
}
