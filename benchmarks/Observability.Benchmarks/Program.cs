using BenchmarkDotNet.Running;
using Observability.Benchmarks.Capture;
using Observability.Benchmarks.Evaluation;
using Observability.Benchmarks.Pipeline;
using Observability.Benchmarks.Prompts;
using Observability.Benchmarks.Server;
using Observability.Benchmarks.Storage;

// Runs that measure minutes rather than nanoseconds, or one thread alone, have a name of their own; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["soak", ..]:
        await Soak.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 60);
        break;
    case ["caller-cost"]:
        await CallerCost.RunAsync();
        break;
    case ["store", ..]:
        await StoreBenchmark.RunAsync(args[1..]);
        break;
    case ["store-memory", ..]:
        await StoreMemory.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
        break;
    case ["prompts", ..]:
        await PromptBenchmark.RunAsync(args[1..]);
        break;
    case ["server", ..]:
        await ServerLoad.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 100_000);
        break;
    case ["evaluation", ..]:
        await EvaluationFigures.RunAsync(args[1..]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(CallerCost).Assembly).Run(args);
        break;
}
