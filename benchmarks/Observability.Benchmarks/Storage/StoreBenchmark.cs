using System.Diagnostics;
using System.Globalization;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.LiteDb;

namespace Observability.Benchmarks.Storage;

/// <summary>Measures the embedded store against its targets, with the alternatives in the same run. A plain console run: minutes, not statistics of nanoseconds.</summary>
/// <remarks><c>store [--observations N] [--ingest N] [--directory path] [--keep]</c></remarks>
internal static class StoreBenchmark
{
    private const int BatchSize = 500;
    private const int WarmBatches = 40;

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(string[] args)
    {
        var total = Number(args, "--observations", 1_000_000);
        var ingest = Number(args, "--ingest", 20_000);
        var directory = Text(args, "--directory") ?? Path.Combine(Path.GetTempPath(), "llmobs-bench-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(directory);
        try
        {
            Console.WriteLine("| what | result | target |\n|---|---|---|");
            await CompareIngestAsync(directory, ingest);
            await CompareLongConversationAsync(directory);
            await MeasureLargeStoreAsync(directory, total);
        }
        finally
        {
            if (!args.Contains("--keep"))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static async Task CompareIngestAsync(string directory, int count)
    {
        // Conversations of up to 19 turns: about 3.5 KB an observation, the same rows for all three.
        var generator = new ConversationGenerator(1, Start, TimeSpan.FromSeconds(1), maxTurns: 19);
        var batches = Enumerable.Range(0, count / BatchSize).Select(_ => generator.Next(BatchSize)[..BatchSize]).ToList();
        var bytes = batches.Sum(batch => batch.Sum(o => (long)(o.Input?.Length ?? 0) + (o.Output?.Length ?? 0)));
        Row("payload of an observation in this run", $"{(double)bytes / count:n0} B", "");
        using (var lite = new LiteDatabaseBaseline(Path.Combine(directory, "baseline-lite.db")))
        using (var sqlite = new SqliteBaseline(Path.Combine(directory, "baseline-sqlite.db")))
        {
            // The rate a running application has, not that of its first second: the code is compiled by then.
            await using var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = Path.Combine(directory, "ingest") });
            for (var i = 0; i < WarmBatches; i++)
            {
                var warm = generator.Next(BatchSize)[..BatchSize];
                lite.Write(warm);
                sqlite.Write(warm);
                await store.WriteAsync(new TelemetryBatch { Observations = warm });
            }

            var liteRate = Rate(count, () => batches.ForEach(lite.Write));
            var sqliteRate = Rate(count, () => batches.ForEach(sqlite.Write));
            var clock = Stopwatch.StartNew();
            foreach (var batch in batches)
            {
                await store.WriteAsync(new TelemetryBatch { Observations = batch });
            }

            var storeRate = count / clock.Elapsed.TotalSeconds;
            Row("durable ingest, LiteDatabase(filename)", $"{liteRate:n0}/s", "");
            Row("durable ingest, SQLite WAL FULL", $"{sqliteRate:n0}/s", "");
            Row("durable ingest, this store", $"{storeRate:n0}/s = {storeRate / liteRate:n1}x LiteDatabase, {storeRate / sqliteRate:n2}x SQLite", ">= 5x, >= 0.6x");
        }

        var rows = count + (WarmBatches * BatchSize);
        Row("bytes on disk per observation: LiteDatabase / SQLite / this store",
            $"{SizeOf(directory, "baseline-lite*") / rows:n0} / {SizeOf(directory, "baseline-sqlite*") / rows:n0} / {SizeOf(Path.Combine(directory, "ingest"), "*") / rows:n0}", "<= 1,900");
    }

    private static async Task CompareLongConversationAsync(string directory)
    {
        var path = Path.Combine(directory, "conversation");
        var observations = new ConversationGenerator(2, Start, TimeSpan.FromSeconds(1)).LongConversation(50);
        var inline = observations.Sum(o => (long)(o.Input?.Length ?? 0) + (o.Output?.Length ?? 0));
        await using (var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = path }))
        {
            // Turn by turn, as it happens.
            foreach (var turn in observations.GroupBy(o => o.TraceId))
            {
                await store.WriteAsync(new TelemetryBatch { Observations = [.. turn] });
            }
        }

        var size = SizeOf(path, "traces-*");
        Row("conversation of 50 turns: payload inline / whole store", $"{inline / 1024:n0} KiB / {size / 1024:n0} KiB = {(double)inline / size:n1}x", ">= 10x");
    }

    private static async Task MeasureLargeStoreAsync(string directory, int total)
    {
        var path = Path.Combine(directory, "large");
        var options = new LiteDbTraceStoreOptions { Directory = path };
        var generator = new ConversationGenerator(3, Start, TimeSpan.FromDays(28) / Math.Max(1, total / 4));
        var large = new Dictionary<int, TraceId>();
        var clock = Stopwatch.StartNew();
        var writing = TimeSpan.Zero;
        var peak = 0L;
        await using (var store = LiteDbTraceStore.Open(options))
        {
            foreach (var size in new[] { 10, 1000, 10_000 })
            {
                var trace = generator.LargeTrace(size);
                large[size] = trace[0].TraceId;
                foreach (var chunk in trace.Chunk(BatchSize))
                {
                    await store.WriteAsync(new TelemetryBatch { Observations = chunk });
                }
            }

            for (var written = 0; written < total;)
            {
                var batch = generator.Next(BatchSize);
                var before = clock.Elapsed;
                await store.WriteAsync(new TelemetryBatch { Observations = batch });
                writing += clock.Elapsed - before;
                written += batch.Count;
                peak = Math.Max(peak, Environment.WorkingSet);
            }
        }

        Row($"ingest of {total:n0} observations", $"{total / writing.TotalSeconds:n0}/s", ">= 5,000/s");
        Row("memory of the process under ingest, peak", $"{peak / (1 << 20):n0} MiB", "<= 200, flat");
        Row("bytes on disk per observation", $"{SizeOf(path, "*") / total:n0}", "<= 1,900");
        await MeasureReadsAsync(options, generator.Now, large, SizeOf(path, "*"));
    }

    private static async Task MeasureReadsAsync(LiteDbTraceStoreOptions options, DateTimeOffset now, Dictionary<int, TraceId> large, long size)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        await using var store = LiteDbTraceStore.Open(options);
        var newest = await store.ListTracesAsync(new TraceQuery { Limit = 50 });
        Row($"open a store of {size / (1 << 20):n0} MiB to the first answer", $"{clock.Elapsed.TotalMilliseconds:n0} ms", "<= 300 ms");

        var traces = new List<TraceSummary>();
        for (var day = 1; day < 28; day++)
        {
            traces.AddRange((await store.ListTracesAsync(new TraceQuery { Limit = 20, To = Start.AddDays(day) })).Items);
        }

        foreach (var (name, filter) in new (string, Func<TraceSummary, Filter>)[]
        {
            ("user", t => Filter.Equal(FilterField.UserId, t.Trace.UserId!.Value.Value)),
            ("session", t => Filter.Equal(FilterField.SessionId, t.Trace.SessionId!.Value.Value)),
            ("name", t => Filter.Equal(FilterField.Name, t.Trace.Name!)),
            ("environment", t => Filter.Equal(FilterField.Environment, t.Trace.Environment!)),
        })
        {
            var times = await TimesAsync(traces.Where(t => t.Trace.UserId is not null).Take(200), t => store.ListTracesAsync(new TraceQuery { Limit = 50, Filters = [filter(t)] }));
            Row($"newest 50 traces of a {name}, p50 / p95", $"{times[times.Count / 2]:n1} / {times[(int)(times.Count * 0.95)]:n1} ms", "p95 <= 10 ms");
        }

        foreach (var (count, target) in new[] { (10, 5), (1000, 40), (10_000, 250) })
        {
            var times = await TimesAsync(Enumerable.Range(0, 10), _ => store.GetTraceAsync(ProjectId.Default, large[count]));
            Row($"trace of {count:n0} observations, median", $"{times[5]:n1} ms", $"<= {target} ms");
        }

        var byId = await TimesAsync(newest.Items.Take(20), async t => (await store.GetTraceAsync(ProjectId.Default, t.Trace.Id))!.Observations[0] is var o ? await store.GetObservationAsync(ProjectId.Default, o.Id) : null);
        Row("observation by its id alone, with payloads (and its trace), median", $"{byId[byId.Count / 2]:n1} ms", "");
        await MeasureMetricsAsync(store, now);
        await MeasureSearchAsync(store);
    }

    private static async Task MeasureMetricsAsync(LiteDbTraceStore store, DateTimeOffset now)
    {
        foreach (var (name, filters) in new (string, Filter[])[]
        {
            ("no filter", []),
            ("one environment", [Filter.Equal(FilterField.Environment, "staging")]),
            ("failed ones", [Filter.Equal(FilterField.Level, ObservationLevel.Error)]),
            ("a tag and a name", [Filter.Equal(FilterField.Tags, "support"), Filter.Compare(FilterField.Name, FilterOperator.StartsWith, "chat")]),
        })
        {
            var query = new MetricsQuery
            {
                Metrics = [new Metric(Measure.TotalCost, Aggregation.Sum)],
                Dimensions = [FilterField.Model],
                Granularity = TimeGranularity.Day,
                Filters = filters,
                From = Start,
                To = now.AddDays(1),
            };
            var times = await TimesAsync(Enumerable.Range(0, 5), _ => store.QueryMetricsAsync(query));
            Row($"cost by day and model, {name}, median of 5", $"{times[2]:n0} ms, {Environment.WorkingSet / (1 << 20):n0} MiB", "<= 500 ms at 1M");
        }
    }

    private static async Task MeasureSearchAsync(LiteDbTraceStore store)
    {
        foreach (var words in new[] { "shipped", "brief kind cite", "zzzunknownword" })
        {
            var times = await TimesAsync(Enumerable.Range(0, 3), _ => store.ListObservationsAsync(new ObservationQuery { Search = words, Limit = 50 }));
            Row($"search '{words}', newest 50 observations, median", $"{times[1]:n0} ms", "");
        }
    }

    private static async Task<List<double>> TimesAsync<TItem, TResult>(IEnumerable<TItem> items, Func<TItem, Task<TResult>> run)
    {
        var times = new List<double>();
        foreach (var item in items)
        {
            var clock = Stopwatch.StartNew();
            await run(item);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    private static double Rate(int count, Action run)
    {
        var clock = Stopwatch.StartNew();
        run();
        return count / clock.Elapsed.TotalSeconds;
    }

    private static long SizeOf(string directory, string pattern) => new DirectoryInfo(directory).EnumerateFiles(pattern).Sum(file => file.Length);

    private static void Row(string what, string result, string target) => Console.WriteLine($"| {what} | {result} | {target} |");

    private static int Number(string[] args, string name, int missing) => Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : missing;

    private static string? Text(string[] args, string name) => Array.IndexOf(args, name) is var index && index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
}
