using Observability.Model;

namespace Observability.AspNetCore.Tests.Remote;

/// <summary>Observations with every property in many values: what must come back from a server as it was sent.</summary>
internal sealed class RandomRecords(int seed)
{
    private static readonly string[] Texts =
    [
        "hello", "Grüße aus Köln 👋", "{\"not\": \"an object\"}", "[1,2]", "12", "-0.5", "true", "null", "\"quoted\"", " padded ", "line\nbreak\ttab", "<script>", "x,y", "日本語", "NaN", "a\u0000b",
    ];

    private readonly Random _random = new(seed);

    public IReadOnlyList<ObservationRecord> Trace(string trace, int count)
    {
        List<ObservationRecord> records = [];
        for (var i = 0; i < count; i++)
        {
            records.Add(Observation(trace, i, i == 0 ? null : records[_random.Next(i)].Id));
        }

        return records;
    }

    private ObservationRecord Observation(string trace, int number, ObservationId? parent)
    {
        var start = Telemetry.Start.AddMicroseconds((number * 1_000_000L) + _random.Next(1_000_000));
        var kind = (ObservationKind)(number % Enum.GetValues<ObservationKind>().Length);
        var isModelCall = kind is ObservationKind.Generation or ObservationKind.Embedding || One(5);
        return new ObservationRecord
        {
            TraceId = new TraceId(trace),
            Id = new ObservationId($"{_random.NextInt64(1, long.MaxValue):x16}"),
            ParentId = parent,
            Kind = kind,
            Name = $"{Text()} {number}".Trim(),
            StartTime = start,
            EndTime = One(8) ? null : start.AddMicroseconds(_random.Next(5_000_000)),
            FirstTokenTime = One(3) ? start.AddMicroseconds(_random.Next(900_000)) : null,
            Level = (ObservationLevel)_random.Next(4),
            Status = (ObservationStatus)_random.Next(5),
            StatusMessage = Maybe(Text),
            ErrorType = Maybe(() => "System.InvalidOperationException"),
            Model = isModelCall ? "gpt-4o" : Maybe(() => "own-model"),
            Provider = Maybe(() => One(2) ? "openai" : "Own Provider"),
            Parameters = MaybePayload(Json),
            FinishReason = Maybe(() => "tool_calls"),
            Usage = isModelCall ? Usage() : null,
            Cost = isModelCall && !One(4) ? Cost() : null,
            IsCacheHit = One(6),
            Prompt = One(4) ? new PromptLink("answer", _random.Next(1, 9), Maybe(() => "production")) : null,
            Input = MaybePayload(Any),
            Output = MaybePayload(Any),
            Metadata = MaybePayload(Json),
            Environment = One(3) ? "staging" : "default",
            Release = Maybe(() => "r1"),
            Version = Maybe(() => "v1"),
            UserId = One(2) ? new UserId("u" + _random.Next(3)) : null,
            SessionId = One(2) ? new SessionId("s" + _random.Next(3)) : null,
            Tags = [.. Enumerable.Range(0, _random.Next(4)).Select(i => "tag " + i)],
            TraceName = Maybe(() => "named"),
        };
    }

    private Usage Usage()
    {
        var (cached, write, hour, audio, image) = (Part(), Part(), Part(), Part(), Part());
        var (reasoning, spoken, drawn) = (Part(), Part(), Part());
        return new Usage
        {
            CachedInput = cached,
            CacheWrite = write,
            CacheWriteOneHour = hour,
            InputAudio = audio,
            InputImage = image,
            Input = _random.Next(100) + (cached ?? 0) + (write ?? 0) + (hour ?? 0) + (audio ?? 0) + (image ?? 0),
            Reasoning = reasoning,
            OutputAudio = spoken,
            OutputImage = drawn,
            Output = _random.Next(100) + (reasoning ?? 0) + (spoken ?? 0) + (drawn ?? 0),
            Total = One(4) ? 10_000 : null,
            Extra = One(4) ? new Dictionary<string, long> { ["web_searches"] = 2 } : null,
            IsEstimated = One(4),
        };
    }

    private Cost Cost() => new()
    {
        Total = _random.Next(1, 1000) / 1_000_000m,
        Entries = One(3) ? new Dictionary<string, decimal>() : new Dictionary<string, decimal> { [UsageKeys.Input] = 0.000100m, [UsageKeys.CachedInput] = 0.0000001m },
        Source = (CostSource)_random.Next(3),
        Price = One(2) ? new PriceLink("model", "model_tier_default", Text()) : null,
    };

    private string Text() => Texts[_random.Next(Texts.Length)];

    private Payload Any() => One(2) ? Payload.FromText(Text()) : One(3) ? Payload.Parse("[1,2.5,null,true]") : Json();

    private Payload Json() => Payload.FromValue(new Dictionary<string, object?> { ["text"] = Text(), ["nested"] = new { n = _random.Next(), list = new[] { Text() } }, ["none"] = null });

    private long? Part() => One(3) ? _random.Next(50) : null;

    private bool One(int of) => _random.Next(of) == 0;

    private string? Maybe(Func<string> text) => One(2) ? text() : null;

    private Payload? MaybePayload(Func<Payload> payload) => One(3) ? null : payload();
}
