using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Model;
using Observability.Storage.LiteDb.Blocks;

namespace Observability.Tests.Storage.LiteDb;

public sealed class LeanBlockPropertyTests
{
    private static readonly string[] Words = ["", "gpt-4o", "claude", "π", "日本語", new string('x', 300), "a\0b", "1:2"];

    [Property(MaxTest = 200)]
    public void Block_OfAnyObservations_ComesBack(int seed, byte size)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 1 + size).Select(i => new LeanRow(Observation(random, i), random.Next(3) == 0 ? 0 : random.NextInt64(1, 1L << 40))).ToList();

        var block = LeanBlock.Open(new LeanBlockWriter().Write(rows));

        Assert.Equal(rows.Count, block.Count);
        var reader = new LeanRecordReader(new ProjectId("p"), block);
        for (var i = 0; i < rows.Count; i++)
        {
            var read = reader.Read(i);
            Assert.Equal(rows[i].Payload, block.Numbers(LeanColumn.Payload).ValueOr(i, 0));
            Assert.Equal(rows[i].Record.Tags, read.Tags);
            Assert.Equal(rows[i].Record.Usage?.Extra, read.Usage?.Extra);
            Assert.Equal(rows[i].Record.Cost?.Entries, read.Cost?.Entries);
            Assert.Equal(Comparable(rows[i].Record), Comparable(read));
        }
    }

    [Property(MaxTest = 200)]
    public void Block_WithAFlippedByte_IsRefused(int seed, ushort position, byte change)
    {
        var random = new Random(seed);
        var bytes = new LeanBlockWriter().Write([.. Enumerable.Range(0, 20).Select(i => new LeanRow(Observation(random, i), i))]);
        bytes[position % bytes.Length] ^= (byte)(change | 1);

        Assert.Throws<InvalidDataException>(() => LeanBlock.Open(bytes));
    }

    // Records compare lists and dictionaries by reference; those are compared above.
    private static ObservationRecord Comparable(ObservationRecord record) => record with
    {
        Tags = [],
        Usage = record.Usage is null ? null : record.Usage with { Extra = null },
        Cost = record.Cost is null ? null : new Cost { Total = record.Cost.Total, Source = record.Cost.Source, Entries = NoEntries, Price = record.Cost.Price },
    };

    private static readonly Dictionary<string, decimal> NoEntries = [];

    private static ObservationRecord Observation(Random random, int number)
    {
        var start = new DateTimeOffset(random.NextInt64(0, new DateTime(3000, 1, 1).Ticks) / 10 * 10, TimeSpan.Zero);
        return new ObservationRecord
        {
            Project = new ProjectId("p"),
            TraceId = new TraceId("trace" + random.Next(3)),
            Id = new ObservationId(random.Next(2) == 0 ? random.NextInt64().ToString("x16") : "id-" + number),
            ParentId = random.Next(2) == 0 ? null : new ObservationId("id-" + random.Next(5)),
            Kind = (ObservationKind)random.Next(10),
            Name = Words[random.Next(Words.Length)],
            StartTime = start,
            EndTime = random.Next(3) == 0 ? null : start.AddMicroseconds(random.Next(-10, 100_000_000)),
            FirstTokenTime = random.Next(2) == 0 ? null : start.AddMicroseconds(random.Next(1000)),
            Level = (ObservationLevel)random.Next(4),
            Status = (ObservationStatus)random.Next(5),
            StatusMessage = Word(random),
            ErrorType = Word(random),
            Model = Word(random),
            Provider = Word(random),
            FinishReason = Word(random),
            Usage = random.Next(3) == 0 ? null : Usage(random),
            Cost = random.Next(3) == 0 ? null : CostOf(random),
            IsCacheHit = random.Next(2) == 0,
            Prompt = random.Next(2) == 0 ? null : new PromptLink("prompt" + random.Next(3), random.Next(1, 9), Word(random)),
            Environment = "production",
            Release = Word(random),
            Version = Word(random),
            UserId = random.Next(2) == 0 ? null : new UserId("user" + random.Next(5)),
            SessionId = random.Next(2) == 0 ? null : new SessionId("session" + random.Next(5)),
            Tags = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Words[random.Next(Words.Length)])],
            TraceName = Word(random),
            Source = (ObservationSource)random.Next(3),
        };
    }

    private static string? Word(Random random) => random.Next(3) == 0 ? null : Words[random.Next(Words.Length)];

    private static long? Count(Random random) => random.Next(3) == 0 ? null : random.Next(5) == 0 ? random.NextInt64() : random.Next(10_000);

    private static Usage Usage(Random random) => new()
    {
        Input = Count(random),
        Output = Count(random),
        Total = Count(random),
        CachedInput = Count(random),
        CacheWrite = Count(random),
        CacheWriteOneHour = Count(random),
        Reasoning = Count(random),
        InputAudio = Count(random),
        OutputAudio = Count(random),
        InputImage = Count(random),
        OutputImage = Count(random),
        Extra = random.Next(2) == 0 ? null : new Dictionary<string, long> { ["searches"] = random.NextInt64(), ["b"] = -3 },
        IsEstimated = random.Next(2) == 0,
    };

    private static Cost CostOf(Random random) => new()
    {
        Total = Money(random),
        Source = (CostSource)random.Next(3),
        Entries = random.Next(2) == 0 ? [] : new Dictionary<string, decimal> { ["input"] = Money(random), ["output"] = Money(random) },
        Price = random.Next(2) == 0 ? null : new PriceLink("model" + random.Next(3), Words[random.Next(Words.Length)], Words[random.Next(Words.Length)]),
    };

    private static decimal Money(Random random) => random.Next(4) switch
    {
        0 => random.Next(100),
        1 => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
        _ => random.Next(1_000_000) / 1_000_000_000m,
    };
}
