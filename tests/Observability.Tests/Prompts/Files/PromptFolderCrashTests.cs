using System.Diagnostics;
using System.Globalization;
using Observability.Prompts;
using Observability.Tests.Storage.LiteDb;

namespace Observability.Tests.Prompts.Files;

/// <summary>Other processes write the same folder and are killed while they do.</summary>
public sealed class PromptFolderCrashTests : IDisposable
{
    private readonly FolderCase _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_ByProcessesThatAreKilled_LosesAndRepeatsNothingTheySaidWasMade()
    {
        var made = await Task.WhenAll(WriteUntilKilledAsync("ana", 8), WriteUntilKilledAsync("bo", 20));

        var registry = _folder.Open(out var catalog);
        var versions = (await registry.FindAsync("p"))!.Versions;
        Assert.Equal(made[0].Count + made[1].Count, made[0].Union(made[1]).Count());
        foreach (var (version, word) in made[0].Select(version => (version, "ana")).Concat(made[1].Select(version => (version, "bo"))))
        {
            Assert.Equal($"of {word}", (await registry.GetAsync("p", version: version)).Content.Text);
        }

        // A process may have died between making a version and taking the label from the one before, or before it could say so.
        Assert.All(catalog.Problems, problem => Assert.Contains("Label 'production' is at version", problem.Message, StringComparison.Ordinal));
        Assert.InRange(versions.Count, made.Sum(versions => versions.Count), made.Sum(versions => versions.Count) + 2);
        var next = await registry.CreateAsync(new PromptDraft { Name = "p", Content = "next", Labels = ["production"] });
        Assert.Equal(versions[^1] + 1, next.Version);
        Assert.Equal("next", (await _folder.Open().GetAsync("p")).Content.Text);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.PathOf(".llm-observability")), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    /// <summary>The versions that a process said it made, until it was killed after so many.</summary>
    private async Task<List<int>> WriteUntilKilledAsync(string word, int count)
    {
        using var process = Process.Start(CrashWriter.StartInfo("prompts", _folder.Root, word))!;
        Assert.Equal("open", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var made = new List<int>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            made.Add(int.Parse(line, CultureInfo.InvariantCulture));
            if (made.Count == count)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return made;
    }
}
