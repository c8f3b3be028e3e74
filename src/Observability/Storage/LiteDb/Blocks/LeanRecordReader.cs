using System.Globalization;
using Observability.Model;

namespace Observability.Storage.LiteDb.Blocks;

/// <summary>Makes observations of the rows of one lean block.</summary>
internal sealed class LeanRecordReader(ProjectId project, LeanBlock block)
{
    private static readonly Dictionary<string, decimal> NoEntries = [];

    private int[]? _costStarts;

    /// <summary>The observation in a row, without payloads.</summary>
    public ObservationRecord Read(int row)
    {
        var start = block.Numbers(LeanColumn.Start).ValueOr(row, 0);
        return new ObservationRecord
        {
            Project = project,
            TraceId = new TraceId(Required(LeanColumn.TraceId, row)),
            Id = new ObservationId(Required(LeanColumn.Id, row)),
            ParentId = Text(LeanColumn.ParentId, row) is { } parent ? new ObservationId(parent) : null,
            Kind = (ObservationKind)Number(LeanColumn.Kind, row),
            Name = Text(LeanColumn.Name, row) ?? "",
            StartTime = Instant(start),
            EndTime = Offset(LeanColumn.Duration, row, start),
            FirstTokenTime = Offset(LeanColumn.FirstToken, row, start),
            Level = (ObservationLevel)Number(LeanColumn.Level, row),
            Status = (ObservationStatus)Number(LeanColumn.Status, row),
            StatusMessage = Text(LeanColumn.StatusMessage, row),
            ErrorType = Text(LeanColumn.ErrorType, row),
            Model = Text(LeanColumn.Model, row),
            Provider = Text(LeanColumn.Provider, row),
            FinishReason = Text(LeanColumn.FinishReason, row),
            Usage = ReadUsage(row),
            Cost = ReadCost(row),
            IsCacheHit = Number(LeanColumn.IsCacheHit, row) != 0,
            Prompt = Text(LeanColumn.PromptName, row) is { } prompt
                ? new PromptLink(prompt, (int)Number(LeanColumn.PromptVersion, row), Text(LeanColumn.PromptLabel, row))
                : null,
            Environment = Text(LeanColumn.Environment, row) ?? TraceEnvironment.Default,
            Release = Text(LeanColumn.Release, row),
            Version = Text(LeanColumn.Version, row),
            UserId = Text(LeanColumn.UserId, row) is { Length: > 0 } user ? new UserId(user) : null,
            SessionId = Text(LeanColumn.SessionId, row) is { Length: > 0 } session ? new SessionId(session) : null,
            Tags = block.Lists(LeanColumn.Tags)?[row] ?? [],
            TraceName = Text(LeanColumn.TraceName, row),
            Source = (ObservationSource)Number(LeanColumn.Source, row),
        };
    }

    public static DateTimeOffset Instant(long micros) => new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private Usage? ReadUsage(int row)
    {
        var flags = block.Numbers(LeanColumn.UsageFlags);
        if (!flags.Has(row))
        {
            return null;
        }

        return new Usage
        {
            Input = block.Numbers(LeanColumn.UsageInput)[row],
            Output = block.Numbers(LeanColumn.UsageOutput)[row],
            Total = block.Numbers(LeanColumn.UsageTotal)[row],
            CachedInput = block.Numbers(LeanColumn.UsageCachedInput)[row],
            CacheWrite = block.Numbers(LeanColumn.UsageCacheWrite)[row],
            CacheWriteOneHour = block.Numbers(LeanColumn.UsageCacheWriteOneHour)[row],
            Reasoning = block.Numbers(LeanColumn.UsageReasoning)[row],
            InputAudio = block.Numbers(LeanColumn.UsageInputAudio)[row],
            OutputAudio = block.Numbers(LeanColumn.UsageOutputAudio)[row],
            InputImage = block.Numbers(LeanColumn.UsageInputImage)[row],
            OutputImage = block.Numbers(LeanColumn.UsageOutputImage)[row],
            Extra = (flags.ValueOr(row, 0) & 2) != 0 ? ReadExtra(row) : null,
            IsEstimated = (flags.ValueOr(row, 0) & 1) != 0,
        };
    }

    private Dictionary<string, long> ReadExtra(int row)
    {
        var pairs = block.Lists(LeanColumn.UsageExtra)?[row] ?? [];
        var extra = new Dictionary<string, long>(pairs.Length / 2);
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            extra[pairs[i]] = long.Parse(pairs[i + 1], CultureInfo.InvariantCulture);
        }

        return extra;
    }

    private Cost? ReadCost(int row)
    {
        if (block.Money(LeanColumn.CostTotal)?[row] is not { } total)
        {
            return null;
        }

        return new Cost
        {
            Total = total,
            Entries = ReadCostEntries(row),
            Source = (CostSource)Number(LeanColumn.CostSource, row),
            Price = block.Lists(LeanColumn.CostPrice)?[row] is [var model, var tier, var name] ? new PriceLink(model, tier, name) : null,
        };
    }

    private Dictionary<string, decimal> ReadCostEntries(int row)
    {
        var keys = block.Lists(LeanColumn.CostKeys)?[row] ?? [];
        if (keys.Length == 0)
        {
            return NoEntries;
        }

        var starts = _costStarts ??= FindCostStarts();
        var values = block.CostValues(starts[^1]) ?? [];
        var entries = new Dictionary<string, decimal>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            entries[keys[i]] = values[starts[row] + i] ?? 0;
        }

        return entries;
    }

    private int[] FindCostStarts()
    {
        var keys = block.Lists(LeanColumn.CostKeys);
        var starts = new int[block.Count + 1];
        for (var i = 0; i < block.Count; i++)
        {
            starts[i + 1] = starts[i] + (keys?[i].Length ?? 0);
        }

        return starts;
    }

    private DateTimeOffset? Offset(LeanColumn column, int row, long start) =>
        block.Numbers(column)[row] is { } offset ? Instant(start + offset) : null;

    private string? Text(LeanColumn column, int row) => block.Texts(column)?[row];

    private string Required(LeanColumn column, int row) => Text(column, row) is { Length: > 0 } text
        ? text
        : throw new InvalidDataException($"A row of the telemetry store has no {column}.");

    private long Number(LeanColumn column, int row) => block.Numbers(column).ValueOr(row, 0);
}
