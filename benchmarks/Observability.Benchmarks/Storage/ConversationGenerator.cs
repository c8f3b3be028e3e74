using System.Globalization;
using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Benchmarks.Storage;

/// <summary>Makes the telemetry of agents that talk to customers: conversations of 1 to 50 turns with tool loops, in text that repeats as real text does.</summary>
/// <remarks>
/// Words follow Zipf's law over a vocabulary of 6,000, sentences have 6 to 22 of them; names, order numbers and amounts are new each time. Every turn
/// of a conversation sends the whole history again, as chat APIs do. Several conversations run at once, so that their turns interleave. Same seed, same telemetry.
/// </remarks>
internal sealed class ConversationGenerator
{
    private const int Concurrent = 40;

    private static readonly string[] Models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat"];
    private static readonly string[] Agents = ["support-agent", "sales-agent", "triage", "refund-agent", "faq"];
    private static readonly string[] Environments = ["production", "staging", "development"];
    private static readonly string[] Tools = ["lookup_order", "search_documents", "refund", "check_stock", "track_parcel"];
    private static readonly string[] Consonants = ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "ch", "sh"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ea", "io", "ou"];

    private readonly Random _random;
    private readonly string[] _vocabulary;
    private readonly double[] _weights;
    private readonly List<Conversation> _running = [];
    private readonly TimeSpan _step;
    private readonly int _maxTurns;
    private DateTimeOffset _now;
    private long _next;
    private int _conversations;

    /// <param name="seed">Decides everything.</param>
    /// <param name="start">When the first observation starts.</param>
    /// <param name="step">How far apart turns start.</param>
    /// <param name="maxTurns">The most turns of a conversation; most have far fewer.</param>
    public ConversationGenerator(int seed, DateTimeOffset start, TimeSpan step, int maxTurns = 50)
    {
        _maxTurns = maxTurns;
        _random = new Random(seed);
        _now = start;
        _step = step;
        _vocabulary = [.. Enumerable.Range(0, 6000).Select(_ => Word())];
        _weights = new double[_vocabulary.Length];
        var sum = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = sum += 1.0 / (i + 2);
        }
    }

    public DateTimeOffset Now => _now;

    /// <summary>The observations of the next turns, at least <paramref name="count"/>.</summary>
    public List<ObservationRecord> Next(int count)
    {
        var observations = new List<ObservationRecord>(count + 16);
        while (observations.Count < count)
        {
            while (_running.Count < Concurrent)
            {
                _running.Add(Begin());
            }

            var conversation = _running[_random.Next(_running.Count)];
            AddTurn(conversation, observations);
            if (--conversation.TurnsLeft == 0)
            {
                _running.Remove(conversation);
            }
        }

        return observations;
    }

    /// <summary>One trace with that many observations below an agent's root.</summary>
    public List<ObservationRecord> LargeTrace(int count)
    {
        var conversation = Begin();
        var trace = new TraceId(Hex(32));
        var root = Make(conversation, trace, null, ObservationKind.Agent, "long-run", null, null);
        var observations = new List<ObservationRecord>(count) { root };
        while (observations.Count < count)
        {
            observations.Add(Make(conversation, trace, root.Id, ObservationKind.Tool, Tools[observations.Count % Tools.Length], Json(new { query = Sentence() }), Json(new { result = Paragraph(2) })));
        }

        return observations;
    }

    /// <summary>The model calls of one conversation, each with the whole history.</summary>
    public List<ObservationRecord> LongConversation(int turns)
    {
        var conversation = Begin();
        conversation.TurnsLeft = turns;
        var observations = new List<ObservationRecord>();
        for (var i = 0; i < turns; i++)
        {
            AddTurn(conversation, observations);
        }

        return observations;
    }

    private Conversation Begin()
    {
        var number = _conversations++;
        var agent = Agents[_random.Next(Agents.Length)];
        var system = JsonSerializer.Serialize(new { role = "system", content = $"You are {agent}. " + new StringBuilder().Insert(0, "Be brief, be kind, cite the order number. ", 12) });
        return new Conversation
        {
            Agent = agent,
            Session = $"session-{number}",
            User = $"user-{_random.Next(20_000)}",
            Environment = Environments[_random.Next(10) is var roll && roll < 8 ? 0 : roll - 7],
            Model = Models[_random.Next(Models.Length)],
            TurnsLeft = 1 + (int)((_maxTurns - 1) * Math.Pow(_random.NextDouble(), 4)),
            Messages = { system },
        };
    }

    private void AddTurn(Conversation conversation, List<ObservationRecord> observations)
    {
        _now += _step;
        var trace = new TraceId(Hex(32));
        var question = Json(new { role = "user", content = Paragraph(_random.Next(1, 4)) });
        conversation.Messages.Add(question);
        var rootId = new ObservationId(Hex(16));
        var children = new List<ObservationRecord>();
        for (var tools = _random.Next(3); tools > 0; tools--)
        {
            var tool = Tools[_random.Next(Tools.Length)];
            var call = Hex(12);
            var arguments = Json(new { order = "A-" + _random.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture), reason = Sentence() });
            var ask = Json(new { role = "assistant", content = (string?)null, tool_calls = new[] { new { id = call, type = "function", function = new { name = tool, arguments } } } });
            children.Add(Generation(conversation, trace, rootId, ask));
            conversation.Messages.Add(ask);
            var result = Json(new { status = "shipped", carrier = Sentence(), note = Paragraph(_random.Next(1, 3)), amount = _random.Next(100, 50_000) / 100m });
            children.Add(Make(conversation, trace, rootId, ObservationKind.Tool, tool, arguments, result));
            conversation.Messages.Add(Json(new { role = "tool", tool_call_id = call, content = result }));
        }

        var answer = Json(new { role = "assistant", content = Paragraph(_random.Next(2, 6)) });
        children.Add(Generation(conversation, trace, rootId, answer));
        conversation.Messages.Add(answer);
        observations.Add(Make(conversation, trace, null, ObservationKind.Agent, conversation.Agent, question, answer) with { Id = rootId });
        observations.AddRange(children);
    }

    private ObservationRecord Generation(Conversation conversation, TraceId trace, ObservationId parent, string answer)
    {
        var input = "[" + string.Join(',', conversation.Messages) + "]";
        var record = Make(conversation, trace, parent, ObservationKind.Generation, "chat " + conversation.Model, input, answer);
        var usage = new Usage { Input = input.Length / 4, Output = answer.Length / 4, CachedInput = input.Length / 8 };
        var cost = new Cost
        {
            Total = (usage.Input.Value * 0.0000025m) + (usage.Output.Value * 0.00001m),
            Entries = new Dictionary<string, decimal> { [UsageKeys.Input] = usage.Input.Value * 0.0000025m, [UsageKeys.Output] = usage.Output.Value * 0.00001m },
        };
        return record with
        {
            Model = conversation.Model,
            Provider = "openai",
            Usage = usage,
            Cost = cost,
            FirstTokenTime = record.StartTime.AddMilliseconds(_random.Next(100, 900)),
            FinishReason = "stop",
            Parameters = Payload.FromUtf8("{\"temperature\":0.2,\"max_tokens\":1024}"u8.ToArray()),
        };
    }

    private ObservationRecord Make(Conversation conversation, TraceId trace, ObservationId? parent, ObservationKind kind, string name, string? input, string? output)
    {
        var start = _now.AddMilliseconds(_next++ % 1000);
        var isFailed = _random.Next(100) == 0;
        return new ObservationRecord
        {
            TraceId = trace,
            Id = new ObservationId(Hex(16)),
            ParentId = parent,
            Kind = kind,
            Name = name,
            StartTime = start,
            EndTime = start.AddMilliseconds(_random.Next(20, 4000)),
            Status = isFailed ? ObservationStatus.Failed : ObservationStatus.Completed,
            Level = isFailed ? ObservationLevel.Error : ObservationLevel.Default,
            StatusMessage = isFailed ? "The service answered 503: " + Sentence() : null,
            Input = input is null ? null : Payload.FromUtf8(Encoding.UTF8.GetBytes(input)),
            Output = output is null ? null : Payload.FromUtf8(Encoding.UTF8.GetBytes(output)),
            Metadata = Payload.FromUtf8(Encoding.UTF8.GetBytes($$"""{"region":"eu-west-{{_random.Next(1, 4)}}","attempt":{{_random.Next(3)}}}""")),
            Environment = conversation.Environment,
            Release = "2026.11",
            UserId = new UserId(conversation.User),
            SessionId = new SessionId(conversation.Session),
            Tags = ["support"],
            TraceName = conversation.Agent,
        };
    }

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private string Paragraph(int sentences) => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Sentence()));

    private string Sentence()
    {
        var text = new StringBuilder();
        for (var words = _random.Next(6, 22); words > 0; words--)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(_random.Next(25) == 0 ? _random.Next(10, 100_000).ToString(CultureInfo.InvariantCulture) : CommonWord());
        }

        return text.Append('.').ToString();
    }

    private string CommonWord()
    {
        var index = Array.BinarySearch(_weights, _random.NextDouble() * _weights[^1]);
        return _vocabulary[Math.Min(index < 0 ? ~index : index, _vocabulary.Length - 1)];
    }

    private string Word() => string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Consonants[_random.Next(Consonants.Length)] + Vowels[_random.Next(Vowels.Length)]));

    private string Hex(int digits) => string.Create(digits, _random, static (span, random) => random.GetHexString(span, lowercase: true));

    private sealed class Conversation
    {
        public required string Agent { get; init; }

        public required string Session { get; init; }

        public required string User { get; init; }

        public required string Environment { get; init; }

        public required string Model { get; init; }

        public required int TurnsLeft { get; set; }

        public List<string> Messages { get; } = [];
    }
}
