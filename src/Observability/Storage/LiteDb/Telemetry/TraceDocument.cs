using Observability.Model;
using Observability.Storage.LiteDb.Blocks;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>A trace as its document holds it: the derived summary, what was said, and where its rows and payloads are.</summary>
internal sealed record TraceDocument
{
    // 2 added what is cleared.
    private const byte FormatVersion = 2;

    /// <summary>The summary, without payloads.</summary>
    public required DerivedTrace Derived { get; init; }

    /// <summary>What trace records said, without payloads; null when none did.</summary>
    public TraceRecord? Said { get; init; }

    /// <summary>The part with the payloads of what was said; 0 for none.</summary>
    public long SaidPayload { get; init; }

    /// <summary>The part with the payloads of the root observation; 0 for none.</summary>
    public long RootPayload { get; init; }

    /// <summary>Its rows.</summary>
    public required RowRuns Rows { get; init; }

    /// <summary>Rows that later versions replaced; kept only to be found when the trace is erased.</summary>
    public required RowRuns DeadRows { get; init; }

    /// <summary>All users named by what was said or by a live observation, in ordinal order.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>All sessions, likewise.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>The media its payloads name.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    public TraceRecord Trace => Derived.Summary.Trace;

    public long Micros => LeanBlockWriter.Micros(Trace.Timestamp);

    public byte[] Write(ByteWriter writer)
    {
        writer.Clear();
        writer.Byte(FormatVersion);
        WriteRecord(writer, Trace);
        WriteSummary(writer, Derived);
        writer.Byte(Said is null ? (byte)0 : (byte)1);
        if (Said is not null)
        {
            WriteRecord(writer, Said);
        }

        writer.Varint((ulong)SaidPayload);
        writer.Varint((ulong)RootPayload);
        Rows.Write(writer);
        DeadRows.Write(writer);
        writer.Texts(Users);
        writer.Texts(Sessions);
        writer.Texts(Media);
        return Frame.Seal(writer.Span, compress: writer.Length > 512);
    }

    /// <exception cref="InvalidDataException">The document is damaged.</exception>
    public static TraceDocument Read(byte[] bytes)
    {
        var reader = new ByteReader(Frame.Open(bytes).Span);
        var version = reader.Byte();
        if (version > FormatVersion)
        {
            throw new InvalidDataException("A trace of the telemetry store was written by a newer version of this library.");
        }

        var trace = ReadRecord(ref reader, version);
        var derived = ReadSummary(ref reader, trace);
        var said = reader.Byte() == 0 ? null : ReadRecord(ref reader, version);
        return new TraceDocument
        {
            Derived = derived,
            Said = said,
            SaidPayload = (long)reader.Varint(),
            RootPayload = (long)reader.Varint(),
            Rows = RowRuns.Read(ref reader),
            DeadRows = RowRuns.Read(ref reader),
            Users = reader.Texts(),
            Sessions = reader.Texts(),
            Media = reader.Texts(),
        };
    }

    private static void WriteRecord(ByteWriter writer, TraceRecord record)
    {
        writer.Text(record.Project.Value);
        writer.Text(record.Id.Value);
        writer.Zigzag(LeanBlockWriter.Micros(record.Timestamp));
        writer.NullableText(record.Name);
        writer.NullableText(record.Environment);
        writer.NullableText(record.Release);
        writer.NullableText(record.Version);
        writer.NullableText(record.UserId?.Value);
        writer.NullableText(record.SessionId?.Value);
        writer.Texts(record.Tags);
        WriteFlag(writer, record.IsPublic);
        WriteFlag(writer, record.IsBookmarked);
        writer.Varint((ulong)record.Cleared);
    }

    private static TraceRecord ReadRecord(ref ByteReader reader, byte version) => new()
    {
        Project = new ProjectId(reader.Text()),
        Id = new TraceId(reader.Text()),
        Timestamp = LeanRecordReader.Instant(reader.Zigzag()),
        Name = reader.NullableText(),
        Environment = reader.NullableText(),
        Release = reader.NullableText(),
        Version = reader.NullableText(),
        UserId = reader.NullableText() is { Length: > 0 } user ? new UserId(user) : null,
        SessionId = reader.NullableText() is { Length: > 0 } session ? new SessionId(session) : null,
        Tags = reader.Texts(),
        IsPublic = ReadFlag(ref reader),
        IsBookmarked = ReadFlag(ref reader),
        Cleared = version < 2 ? TraceProperties.None : (TraceProperties)reader.Varint(),
    };

    private static void WriteSummary(ByteWriter writer, DerivedTrace derived)
    {
        var summary = derived.Summary;
        var start = LeanBlockWriter.Micros(summary.StartTime);
        writer.Zigzag(start);
        writer.Byte(summary.EndTime is null ? (byte)0 : (byte)1);
        if (summary.EndTime is { } end)
        {
            writer.Zigzag(LeanBlockWriter.Micros(end) - start);
        }

        writer.Varint(summary.ObservationCount);
        writer.Varint(summary.ErrorCount);
        writer.Byte((byte)summary.Level);
        writer.Zigzag(summary.InputTokens);
        writer.Zigzag(summary.OutputTokens);
        writer.Zigzag(summary.TotalTokens);
        writer.NullableDecimal(summary.TotalCost);
        writer.Byte(summary.HasEstimates ? (byte)1 : (byte)0);
        writer.Texts(summary.Models);
        writer.Varint(derived.Kinds);
        writer.Varint(derived.Statuses);
        writer.Texts(derived.Providers);
        writer.Texts(derived.PromptNames);
    }

    private static DerivedTrace ReadSummary(ref ByteReader reader, TraceRecord trace)
    {
        var start = reader.Zigzag();
        var summary = new TraceSummary
        {
            Trace = trace,
            StartTime = LeanRecordReader.Instant(start),
            EndTime = reader.Byte() == 0 ? null : LeanRecordReader.Instant(start + reader.Zigzag()),
            ObservationCount = reader.Int32(),
            ErrorCount = reader.Int32(),
            Level = (ObservationLevel)reader.Byte(),
            InputTokens = reader.Zigzag(),
            OutputTokens = reader.Zigzag(),
            TotalTokens = reader.Zigzag(),
            TotalCost = reader.NullableDecimal(),
            HasEstimates = reader.Byte() != 0,
            Models = reader.Texts(),
        };
        return new DerivedTrace
        {
            Summary = summary,
            Kinds = reader.Varint(),
            Statuses = reader.Varint(),
            Providers = reader.Texts(),
            PromptNames = reader.Texts(),
        };
    }

    private static void WriteFlag(ByteWriter writer, bool? flag) => writer.Byte(flag switch { null => (byte)0, false => (byte)1, true => (byte)2 });

    private static bool? ReadFlag(ref ByteReader reader) => reader.Byte() switch { 1 => false, 2 => true, _ => null };
}
