using System.Globalization;
using Observability;
using Observability.Model;
using Observability.Prompts;
using Observability.Remote;
using Observability.Storage;
using Observability.Storage.LiteDb;

// Writes batches until it is killed, and says on standard output which ones were acknowledged.
// usage: Observability.CrashWriter <directory of a store> <first batch>
//        Observability.CrashWriter outbox <url> <directory of the outbox> <first batch>
//        Observability.CrashWriter prompts <folder> <word>
if (args[0] == "prompts")
{
    await using var application = LlmObservability.GetOrCreate(new LlmObservabilityOptions().UseInMemoryStore().UsePromptFiles(args[1]));
    Console.WriteLine("open");
    while (true)
    {
        var made = await application.Prompts.CreateAsync(new PromptDraft { Name = "p", Content = $"of {args[2]}", Labels = ["production"] });
        Console.WriteLine(made.Version.ToString(CultureInfo.InvariantCulture));
    }
}

var isOutbox = args[0] == "outbox";
await using ITraceStore store = isOutbox
    ? RemoteTraceStore.Open(new ServerOptions { Url = args[1], PublicKey = "pk-test", SecretKey = "sk-test", OutboxPath = args[2] })
    : LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = args[0] });
Console.WriteLine("open");
for (var number = int.Parse(args[^1], CultureInfo.InvariantCulture); ; number++)
{
    await store.WriteAsync(isOutbox ? Span(number) : Batch(number));
    Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
}

static TelemetryBatch Batch(int number)
{
    var trace = new TraceId("trace-" + number.ToString(CultureInfo.InvariantCulture));
    var observations = Enumerable.Range(0, 1 + (number % 40)).Select(i => new ObservationRecord
    {
        TraceId = trace,
        Id = new ObservationId($"{number}-{i}"),
        Name = "chat",
        StartTime = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds((number * 60) + i),
        Input = Payload.FromText(string.Join(' ', Enumerable.Range(number, 60 + i).Select(word => word * 7919))),
    });
    return new TelemetryBatch { Observations = [.. observations] };
}

static TelemetryBatch Span(int number) => new()
{
    Observations =
    [
        new ObservationRecord
        {
            TraceId = new TraceId($"{number:x32}"),
            Id = new ObservationId($"{number:x16}"),
            Name = $"span {number}",
            StartTime = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number),
        },
    ],
};
