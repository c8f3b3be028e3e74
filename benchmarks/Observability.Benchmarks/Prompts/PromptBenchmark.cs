using System.Globalization;

namespace Observability.Benchmarks.Prompts;

/// <summary>Prints what prompts cost as a table: a hit of the cache, rendering, and a registry with many prompts and versions, each beside its alternative.</summary>
/// <remarks><c>prompts [--count N] [--directory path]</c></remarks>
internal static class PromptBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var count = Text(args, "--count") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : 10_000;
        var directory = Text(args, "--directory") ?? Path.Combine(Path.GetTempPath(), "llmobs-prompts-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Console.WriteLine("| what | alternative | ours | ratio | goal |\n|---|---|---|---|---|");
        await CacheHits.RunAsync();
        await Rendering.RunAsync();
        await ManyPrompts.RunAsync(directory, count);
    }

    public static void Row(string what, string alternative, string ours, double? ratio, string goal) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {alternative} | {ours} | {(ratio is { } times ? times.ToString("0.00", CultureInfo.InvariantCulture) + "x" : "")} | {goal} |"));

    private static string? Text(string[] args, string name) => Array.IndexOf(args, name) is var index && index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
}
