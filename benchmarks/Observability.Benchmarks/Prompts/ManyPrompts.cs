using System.Diagnostics;
using System.Globalization;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Catalog;
using Observability.Storage.LiteDb;

namespace Observability.Benchmarks.Prompts;

/// <summary>Many versions of one prompt and many prompts in the embedded store, asked past every cache, beside an indexed table of SQLite.</summary>
internal static class ManyPrompts
{
    private const string Name = "many/versions";
    private const string Goal = "≤ 10 ms";
    private const int Page = 50;
    private const int Reads = 200;

    public static async Task RunAsync(string directory, int count)
    {
        Directory.CreateDirectory(directory);
        try
        {
            await using var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = directory });
            using var sqlite = new SqlitePrompts(Path.Combine(directory, "alternative.db"));
            var prompts = new CatalogPromptRegistry(store, ProjectId.Default, TimeProvider.System);
            await FillAsync(prompts, sqlite, count);
            await MeasureAsync(prompts, sqlite, count);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task FillAsync(CatalogPromptRegistry prompts, SqlitePrompts sqlite, int count)
    {
        var clock = Stopwatch.StartNew();
        for (var version = 1; version <= count; version++)
        {
            await prompts.CreateAsync(new PromptDraft { Name = Name, Content = Text(version), Labels = version == 1 ? ["first"] : ["production"] });
        }

        var versions = count / clock.Elapsed.TotalSeconds;
        clock.Restart();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, aborted) =>
            await prompts.CreateAsync(new PromptDraft { Name = NameOf(i), Content = Text(i), Labels = ["production"] }, cancellationToken: aborted));
        var others = count / clock.Elapsed.TotalSeconds;

        clock.Restart();
        for (var version = 1; version <= count; version++)
        {
            sqlite.Add(Name, version, Text(version), version == 1 ? "first" : "production");
        }

        var rate = count / clock.Elapsed.TotalSeconds;
        for (var i = 0; i < count; i++)
        {
            sqlite.Add(NameOf(i), 1, Text(i), "production");
        }

        PromptBenchmark.Row($"make {count:n0} versions of one prompt, one after another", $"SQLite {rate:n0}/s", $"{versions:n0}/s", versions / rate, "");
        PromptBenchmark.Row($"make {count:n0} prompts, 16 at a time", "", $"{others:n0}/s", null, "");
    }

    private static async Task MeasureAsync(CatalogPromptRegistry prompts, SqlitePrompts sqlite, int count)
    {
        var random = new Random(1);
        int Any() => random.Next(1, count + 1);
        var what = $"of {count:n0} versions";
        await RowAsync($"get by label {what}", () => sqlite.ByLabel(Name, "production"), () => prompts.GetAsync(Name, "production").AsTask());
        await RowAsync($"get by version {what}", () => sqlite.ByVersion(Name, Any()), () => prompts.GetAsync(Name, version: Any()).AsTask());
        await RowAsync($"first page {what}", () => sqlite.Versions(Name, Page, 0), () => prompts.ListVersionsAsync(Name, Page));
        await RowAsync($"diff of two {what}", null, async () => PromptDiff.Between(await prompts.GetSourceAsync(Name, version: Any()), await prompts.GetSourceAsync(Name, version: Any())));
        await RowAsync($"the prompt {what}, for a list", null, () => prompts.ListAsync(new PromptQuery { Name = Name }));

        what = $"of {count:n0} prompts";
        await RowAsync($"get by label {what}", () => sqlite.ByLabel(NameOf(Any() - 1), "production"), () => prompts.GetAsync(NameOf(Any() - 1), "production").AsTask());
        await RowAsync($"first page {what}, with the total", () => sqlite.Prompts(Page, 0), () => prompts.ListAsync(new PromptQuery { Limit = Page, IncludeTotal = true }));
        var pages = Math.Max(1, count / Page);
        var next = 0;
        await RowAsync($"any page {what}, in no order", () => sqlite.Prompts(Page, Any() / Page * Page), () => prompts.ListAsync(new PromptQuery { Limit = Page, Offset = Any() / Page * Page }));
        await RowAsync($"page after page {what}", () => sqlite.Prompts(Page, next++ % pages * Page), () => prompts.ListAsync(new PromptQuery { Limit = Page, Offset = next++ % pages * Page }));
        await RowAsync($"page of a folder {what}", null, () => prompts.ListAsync(new PromptQuery { Limit = Page, Folder = "folder7" }));
        await RowAsync($"page of a label {what}", null, () => prompts.ListAsync(new PromptQuery { Limit = Page, Label = "production" }));
        await RowAsync($"page of a label in a folder {what}", null, () => prompts.ListAsync(new PromptQuery { Limit = Page, Label = "production", Folder = "folder7" }));
        await RowAsync("newest 50 of the audit trail", null, () => prompts.ListChangesAsync(null, Page));
    }

    private static async Task RowAsync<T>(string what, Action? alternative, Func<Task<T>> ours)
    {
        var theirs = alternative is null ? null : await TimesAsync(() =>
        {
            alternative();
            return Task.CompletedTask;
        });
        var times = await TimesAsync(ours);
        PromptBenchmark.Row(
            what,
            theirs is null ? "" : string.Create(CultureInfo.InvariantCulture, $"SQLite {Median(theirs):0.00} ms"),
            string.Create(CultureInfo.InvariantCulture, $"{Median(times):0.00} ms, p95 {times[(int)(times.Count * 0.95)]:0.00} ms"),
            theirs is null ? null : Median(times) / Median(theirs),
            Goal);
    }

    private static async Task<List<double>> TimesAsync(Func<Task> call)
    {
        var times = new List<double>();
        for (var i = -20; i < Reads; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await call();
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        times.Sort();
        return times;
    }

    private static double Median(List<double> sorted) => sorted[sorted.Count / 2];

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"folder{number % 100}/prompt-{number}");

    private static string Text(int number) => string.Join('\n', Enumerable.Range(0, 20).Select(line => $"Line {line} of text {number}: help {{{{customer}}}} kindly, as the shop would. {new string('.', 40)}"));
}
