using Observability.Model;
using Observability.Storage.LiteDb.Blocks;

namespace Observability.Storage.LiteDb.Scores;

/// <summary>Writes and reads a score as bytes.</summary>
internal static class ScoreCodec
{
    private const byte FormatVersion = 1;

    public static byte[] Write(Score score)
    {
        var writer = new ByteWriter();
        writer.Byte(FormatVersion);
        writer.Text(score.Project.Value);
        writer.Text(score.Id.Value);
        writer.Text(score.Name);
        writer.Byte((byte)score.Value.Type);
        writer.Fixed64(BitConverter.DoubleToUInt64Bits(score.Value.Number));
        writer.NullableText(score.Value.Text);
        writer.NullableText(score.Target.TraceId?.Value);
        writer.NullableText(score.Target.ObservationId?.Value);
        writer.NullableText(score.Target.SessionId?.Value);
        writer.NullableText(score.Target.DatasetRunId);
        writer.Zigzag(LeanBlockWriter.Micros(score.Timestamp));
        writer.Byte((byte)score.Source);
        writer.NullableText(score.Comment);
        writer.NullableText(score.Metadata?.ToString());
        writer.NullableText(score.Author);
        writer.NullableText(score.ConfigId);
        writer.NullableText(score.QueueId);
        writer.Text(score.Environment);
        return Frame.Seal(writer.Span, compress: writer.Length > 512);
    }

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static Score Read(byte[] bytes)
    {
        var reader = new ByteReader(Frame.Open(bytes).Span);
        if (reader.Byte() != FormatVersion)
        {
            throw new InvalidDataException("A score of the telemetry store was written by a newer version of this library.");
        }

        return new Score
        {
            Project = new ProjectId(reader.Text()),
            Id = new ScoreId(reader.Text()),
            Name = reader.Text(),
            Value = ReadValue(ref reader),
            Target = ReadTarget(ref reader),
            Timestamp = LeanRecordReader.Instant(reader.Zigzag()),
            Source = (ScoreSource)reader.Byte(),
            Comment = reader.NullableText(),
            Metadata = reader.NullableText() is { } metadata ? Payload.FromUtf8(System.Text.Encoding.UTF8.GetBytes(metadata)) : null,
            Author = reader.NullableText(),
            ConfigId = reader.NullableText(),
            QueueId = reader.NullableText(),
            Environment = reader.Text(),
        };
    }

    private static ScoreValue ReadValue(ref ByteReader reader)
    {
        var type = (ScoreValueType)reader.Byte();
        var number = BitConverter.UInt64BitsToDouble(reader.Fixed64());
        var text = reader.NullableText();
        return type switch
        {
            ScoreValueType.Numeric => ScoreValue.Numeric(number),
            ScoreValueType.Boolean => ScoreValue.Boolean(number != 0),
            ScoreValueType.Categorical => ScoreValue.Categorical(text!),
            ScoreValueType.Correction => ScoreValue.Correction(text!),
            _ => ScoreValue.FromText(text!),
        };
    }

    private static ScoreTarget ReadTarget(ref ByteReader reader)
    {
        var trace = reader.NullableText();
        var observation = reader.NullableText();
        var session = reader.NullableText();
        var run = reader.NullableText();
        return trace is not null
            ? observation is not null ? ScoreTarget.Observation(new TraceId(trace), new ObservationId(observation)) : ScoreTarget.Trace(new TraceId(trace))
            : session is not null ? ScoreTarget.Session(new SessionId(session))
            : run is not null ? ScoreTarget.DatasetRun(run)
            : default;
    }
}
