using System.Globalization;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.LiteDb;

// Writes batches to the store of a directory until it is killed, and says on standard output which ones were acknowledged.
// usage: Observability.CrashWriter <directory> <first batch>
await using var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = args[0] });
Console.WriteLine("open");
for (var number = int.Parse(args[1], CultureInfo.InvariantCulture); ; number++)
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
    await store.WriteAsync(new TelemetryBatch { Observations = [.. observations] });
    Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
}
