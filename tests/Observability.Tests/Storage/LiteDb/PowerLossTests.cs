using LiteDB;
using LiteDB.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Observability.Storage.LiteDb.Files;

namespace Observability.Tests.Storage.LiteDb;

/// <summary>Cuts the power at every kind of moment, on a disk that keeps any part of what was not synced.</summary>
public sealed class PowerLossTests
{
    private const int Runs = 40;

    [Fact]
    public void PowerLoss_AtAnyOperation_KeepsEveryAcknowledgedTransaction()
    {
        var damaged = CountDamaged(ignoreSyncs: false);

        Assert.Equal(0, damaged);
    }

    [Fact]
    public void PowerLoss_WithoutSyncs_LosesTransactions()
    {
        // The model is only worth something if it can fail.
        var damaged = CountDamaged(ignoreSyncs: true);

        Assert.True(damaged > Runs / 4, $"Only {damaged} of {Runs} runs were damaged without any sync.");
    }

    [Fact]
    public void LogPage_OfTheLastPageOfATransaction_HasByte18Set()
    {
        // The barrier of LogStream stands on this internal of LiteDB 5.0.20: page size, place and value of the confirming byte.
        using var data = new MemoryStream();
        using var log = new RecordingStream();
        using var engine = new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary });
        engine.Pragma("CHECKPOINT", 0);
        engine.BeginTrans();
        engine.Insert("a", Enumerable.Range(1, 50).Select(i => new BsonDocument { ["_id"] = i, ["text"] = new string('x', 2000) }), BsonAutoId.Int32);
        engine.Commit();
        engine.Checkpoint();

        var pages = log.Pages;

        Assert.All(pages, page => Assert.Equal(LogStream.PageSize, page.Length));
        Assert.True(pages.Count > 10);
        var confirmed = pages.Where(page => page[LogStream.ConfirmedOffset] == 1).ToList();
        Assert.Equal(pages.Select(page => BitConverter.ToUInt32(page, 14)).Distinct().Count(), confirmed.Count);
        Assert.Equal(1, pages[^1][LogStream.ConfirmedOffset]);
        Assert.All(pages.Except(confirmed), page => Assert.Equal(0, page[LogStream.ConfirmedOffset]));
    }

    private static int CountDamaged(bool ignoreSyncs)
    {
        var damaged = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var disk = new SimulatedDisk { IgnoreSyncs = ignoreSyncs, OperationsUntilPowerLoss = random.Next(20, 900) };
            var acknowledged = WriteUntilPowerLoss(disk);
            damaged += IsWhole(disk.AfterPowerLoss(random), acknowledged) ? 0 : 1;
        }

        return damaged;
    }

    private static int WriteUntilPowerLoss(SimulatedDisk disk)
    {
        var acknowledged = 0;
        var file = Open(disk);
        for (var number = 1; number <= 60 && !disk.IsPowerLost; number++)
        {
            var documents = Enumerable.Range(0, 8).Select(i => new BsonDocument { ["_id"] = $"{number}-{i}", ["n"] = number, ["text"] = new string((char)('a' + (number % 26)), 3000) }).ToList();
            file.Write(engine => engine.Insert("rows", documents, BsonAutoId.ObjectId));
            if (number % 7 == 0)
            {
                file.Checkpoint();
            }

            // What was said before the power went counts; a transaction during which it went may or may not be there.
            acknowledged = disk.IsPowerLost ? acknowledged : number;
        }

        return acknowledged;
    }

    private static bool IsWhole(SimulatedDisk disk, int acknowledged)
    {
        try
        {
            var data = new DataLog(disk);
            using var engine = new LiteEngine(new EngineSettings { DataStream = data.Data, LogStream = data.Log, Collation = Collation.Binary });
            for (var number = 1; number <= acknowledged + 1; number++)
            {
                var count = 0;
                for (var i = 0; i < 8; i++)
                {
                    using var reader = engine.Query("rows", new LiteDB.Query { Where = { BsonExpression.Create("$._id = @0", $"{number}-{i}") } });
                    count += reader.Read() && reader.Current["text"].AsString == new string((char)('a' + (number % 26)), 3000) ? 1 : 0;
                }

                if (number <= acknowledged ? count != 8 : count is not (0 or 8))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static EngineFile Open(SimulatedDisk disk) =>
        EngineFile.Open("store.db", disk.System, engine => engine.EnsureIndex("rows", "n", BsonExpression.Create("$.n"), false), NullLogger.Instance, TimeProvider.System);

    private sealed class DataLog
    {
        public DataLog(SimulatedDisk disk)
        {
            Log = new LogStream(disk.Open("store.log"));
            Data = new DataStream(disk.Open("store.db"), Log);
        }

        public LogStream Log { get; }

        public DataStream Data { get; }
    }

    private sealed class RecordingStream : MemoryStream
    {
        public List<byte[]> Pages { get; } = [];

        public override void Write(byte[] buffer, int offset, int count)
        {
            Pages.Add(buffer[offset..(offset + count)]);
            base.Write(buffer, offset, count);
        }
    }
}
