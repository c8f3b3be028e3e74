using System.Globalization;
using Observability.Model;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>Writes observations without their payloads as columns, each compressed on its own so that a reader opens only those it needs.</summary>
internal sealed class LeanBlockWriter
{
    public const byte Version = 1;

    private readonly ByteWriter _column = new(16 * 1024);
    private readonly ByteWriter _body = new(64 * 1024);
    private readonly ByteWriter _head = new();
    private readonly ByteWriter _block = new(64 * 1024);
    private int _columns;

    public byte[] Write(IReadOnlyList<LeanRow> rows)
    {
        _head.Clear();
        _body.Clear();
        _columns = 0;

        WriteIdentity(rows);
        WriteTimes(rows);
        WriteOutcome(rows);
        WriteUsage(rows);
        WriteCost(rows);
        WriteContext(rows);

        _block.Clear();
        _block.Byte(Version);
        _block.Varint(rows.Count);
        _block.Varint(_columns);
        _block.Bytes(_head.Span);
        _block.Bytes(_body.Span);
        return Frame.Seal(_block.Span, compress: false);
    }

    /// <summary>Microseconds since the Unix epoch: the precision that is kept.</summary>
    public static long Micros(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private void WriteIdentity(IReadOnlyList<LeanRow> rows)
    {
        Text(LeanColumn.TraceId, rows, r => r.Record.TraceId.Value);
        Text(LeanColumn.Id, rows, r => r.Record.Id.Value);
        Text(LeanColumn.ParentId, rows, r => r.Record.ParentId?.Value);
        Number(LeanColumn.Kind, rows, r => (long)r.Record.Kind);
        Text(LeanColumn.Name, rows, r => r.Record.Name);
        Number(LeanColumn.Source, rows, r => (long)r.Record.Source);
        Number(LeanColumn.Payload, rows, r => r.Payload == 0 ? null : r.Payload);
    }

    private void WriteTimes(IReadOnlyList<LeanRow> rows)
    {
        Number(LeanColumn.Start, rows, r => Micros(r.Record.StartTime));
        Number(LeanColumn.Duration, rows, r => r.Record.EndTime is { } end ? Micros(end) - Micros(r.Record.StartTime) : null);
        Number(LeanColumn.FirstToken, rows, r => r.Record.FirstTokenTime is { } first ? Micros(first) - Micros(r.Record.StartTime) : null);
    }

    private void WriteOutcome(IReadOnlyList<LeanRow> rows)
    {
        Number(LeanColumn.Level, rows, r => (long)r.Record.Level);
        Number(LeanColumn.Status, rows, r => (long)r.Record.Status);
        Text(LeanColumn.StatusMessage, rows, r => r.Record.StatusMessage);
        Text(LeanColumn.ErrorType, rows, r => r.Record.ErrorType);
        Text(LeanColumn.Model, rows, r => r.Record.Model);
        Text(LeanColumn.Provider, rows, r => r.Record.Provider);
        Text(LeanColumn.FinishReason, rows, r => r.Record.FinishReason);
        Number(LeanColumn.IsCacheHit, rows, r => r.Record.IsCacheHit ? 1 : null);
    }

    private void WriteUsage(IReadOnlyList<LeanRow> rows)
    {
        Number(LeanColumn.UsageFlags, rows, r => r.Record.Usage is { } usage ? (usage.IsEstimated ? 1 : 0) | (usage.Extra is null ? 0 : 2) : null);
        Number(LeanColumn.UsageInput, rows, r => r.Record.Usage?.Input);
        Number(LeanColumn.UsageOutput, rows, r => r.Record.Usage?.Output);
        Number(LeanColumn.UsageTotal, rows, r => r.Record.Usage?.Total);
        Number(LeanColumn.UsageCachedInput, rows, r => r.Record.Usage?.CachedInput);
        Number(LeanColumn.UsageCacheWrite, rows, r => r.Record.Usage?.CacheWrite);
        Number(LeanColumn.UsageCacheWriteOneHour, rows, r => r.Record.Usage?.CacheWriteOneHour);
        Number(LeanColumn.UsageReasoning, rows, r => r.Record.Usage?.Reasoning);
        Number(LeanColumn.UsageInputAudio, rows, r => r.Record.Usage?.InputAudio);
        Number(LeanColumn.UsageOutputAudio, rows, r => r.Record.Usage?.OutputAudio);
        Number(LeanColumn.UsageInputImage, rows, r => r.Record.Usage?.InputImage);
        Number(LeanColumn.UsageOutputImage, rows, r => r.Record.Usage?.OutputImage);
        List(LeanColumn.UsageExtra, rows, r => ExtraOf(r.Record.Usage));
    }

    private void WriteCost(IReadOnlyList<LeanRow> rows)
    {
        Money(LeanColumn.CostTotal, rows, r => r.Record.Cost?.Total);
        Number(LeanColumn.CostSource, rows, r => (long?)r.Record.Cost?.Source);
        List(LeanColumn.CostKeys, rows, r => r.Record.Cost?.Entries.Keys ?? []);
        Money(LeanColumn.CostValues, [.. rows.SelectMany(r => r.Record.Cost?.Entries.Values ?? [])], value => value);
        List(LeanColumn.CostPrice, rows, r => r.Record.Cost?.Price is { } price ? [price.ModelId, price.TierId, price.TierName] : []);
    }

    private void WriteContext(IReadOnlyList<LeanRow> rows)
    {
        Text(LeanColumn.PromptName, rows, r => r.Record.Prompt?.Name);
        Number(LeanColumn.PromptVersion, rows, r => r.Record.Prompt?.Version);
        Text(LeanColumn.PromptLabel, rows, r => r.Record.Prompt?.Label);
        Text(LeanColumn.Environment, rows, r => r.Record.Environment);
        Text(LeanColumn.Release, rows, r => r.Record.Release);
        Text(LeanColumn.Version, rows, r => r.Record.Version);
        Text(LeanColumn.UserId, rows, r => r.Record.UserId?.Value);
        Text(LeanColumn.SessionId, rows, r => r.Record.SessionId?.Value);
        List(LeanColumn.Tags, rows, r => r.Record.Tags);
        Text(LeanColumn.TraceName, rows, r => r.Record.TraceName);
    }

    private static IEnumerable<string> ExtraOf(Usage? usage)
    {
        foreach (var (key, count) in usage?.Extra ?? new Dictionary<string, long>())
        {
            yield return key;
            yield return count.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Text(LeanColumn column, IReadOnlyList<LeanRow> rows, Func<LeanRow, string?> select)
    {
        StringColumn.Write(_column, rows, select);
        Finish(column, hasValues: _column.Span[1] != 0);
    }

    private void List(LeanColumn column, IReadOnlyList<LeanRow> rows, Func<LeanRow, IEnumerable<string>> select)
    {
        ListColumn.Write(_column, rows, select);
        Finish(column, hasValues: _column.Span[0] != 1);
    }

    private void Number(LeanColumn column, IReadOnlyList<LeanRow> rows, Func<LeanRow, long?> select)
    {
        IntColumn.WriteNullable(_column, rows, select);
        Finish(column, hasValues: _column.Span[0] != 0);
    }

    private void Money<TRow>(LeanColumn column, IReadOnlyList<TRow> rows, Func<TRow, decimal?> select)
    {
        DecimalColumn.Write(_column, rows, select);
        Finish(column, hasValues: rows.Count > 0);
    }

    // A column without a value is left out.
    private void Finish(LeanColumn column, bool hasValues)
    {
        if (hasValues)
        {
            var raw = _column.Span;
            var isCompressed = Zstd.TryCompress(raw, out var smaller);
            var body = isCompressed ? smaller : raw;
            _head.Byte((byte)column);
            _head.Varint(isCompressed ? raw.Length : 0);
            _head.Varint(body.Length);
            _body.Bytes(body);
            _columns++;
        }

        _column.Clear();
    }
}
