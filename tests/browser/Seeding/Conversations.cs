using System.Globalization;
using Observability.Model;

namespace Observability.Browser.Tests.Seeding;

/// <summary>Traces of a support agent as captures of real applications look: tools, an image, a stream, a failure, attack text.</summary>
public static class Conversations
{
    public const string AttackText = "<img src=x onerror=\"alert('xss')\"><script>alert('xss')</script>";

    private const string Model = "gpt-4o-2024-08-06";

    /// <summary>An agent that renders a prompt, embeds the question, calls a tool that fails and one that works, and streams its answer.</summary>
    public static TraceSketch SupportCase(string id, double start, MediaReference? image = null)
    {
        var trace = new TraceSketch(id, "SupportAgent", start)
        {
            User = "ann@example.com", Session = "chat-1042", Tags = ["vip", "web"], Release = "2026.11.2",
        };
        const string Question = "Where is my order 1042?";
        const string Answer = "Order 1042 is with the carrier and arrives tomorrow before noon.";
        var user = image is null
            ? (object)new { role = "user", content = Question }
            : new { role = "user", content = new object[] { new { type = "text", text = Question }, new { type = "image_url", image_url = new { url = image.ToString() } } } };
        var system = new { role = "system", content = "You answer for a web shop. Be brief, be exact." };
        var call = new
        {
            role = "assistant",
            content = (string?)null,
            tool_calls = new[] { new { id = "call_1", type = "function", function = new { name = "Orders-find", arguments = "{\"orderId\":1042}" } } },
        };
        var result = new { role = "tool", tool_call_id = "call_1", content = "{\"order\":1042,\"status\":\"in transit\"}" };
        var answer = new { role = "assistant", content = Answer };

        var agent = trace.Add(ObservationKind.Agent, "SupportAgent", 0, 6.2, null, o => o with
        {
            Input = Payload.FromValue(new[] { user }), Output = Payload.FromValue(new[] { answer }), Metadata = Payload.FromValue(new { tenant = "acme" }),
        });
        trace.Add(ObservationKind.Span, "render support-answer", 0.002, 0.0044, agent, o => o with
        {
            Input = Payload.FromValue(new { question = Question }),
            Output = Payload.FromText($"<message role=\"system\">Be brief.</message>\n<message role=\"user\">{Question}</message>"),
            Prompt = new PromptLink("support-answer", 4, "production"),
        });
        trace.Add(ObservationKind.Embedding, "embeddings text-embedding-3-small", 0.01, 0.1, agent, o => o with
        {
            Model = "text-embedding-3-small",
            Usage = new Usage { Input = 23 },
            Cost = new Cost { Total = 0.00000046m, Entries = new Dictionary<string, decimal> { [UsageKeys.Input] = 0.00000046m } },
        });
        var loop = trace.Add(ObservationKind.Chain, "function calling", 0.11, 6.19, agent);
        trace.Add(ObservationKind.Generation, "chat " + Model, 0.12, 1.4, loop, o => Priced(o, 1200, 800, 60, 0) with
        {
            Input = Payload.FromValue(new[] { system, user }), Output = Payload.FromValue(call), FinishReason = "tool_calls",
        });
        trace.Add(ObservationKind.Tool, "Carrier.track", 1.41, 2.3, loop, o => o with
        {
            Level = ObservationLevel.Error, Status = ObservationStatus.Failed,
            StatusMessage = "The carrier answered 503 (Service Unavailable).", ErrorType = "System.Net.Http.HttpRequestException",
            Input = Payload.FromValue(new { parcel = "1Z-88" }),
        });
        trace.Add(ObservationKind.Tool, "Orders.find", 2.31, 2.9, loop, o => o with
        {
            Input = Payload.FromValue(new { orderId = 1042 }), Output = Payload.FromValue(new { order = 1042, status = "in transit" }),
        });
        trace.Add(ObservationKind.Generation, "chat " + Model, 3, 6.1, loop, o => Priced(o, 1500, 1000, 240, 90) with
        {
            Input = Payload.FromValue(new[] { system, user, call, result }), Output = Payload.FromValue(answer), FinishReason = "stop",
            FirstTokenTime = o.StartTime.AddSeconds(0.7),
            Parameters = Payload.FromValue(new { temperature = 0.2, max_tokens = 1024 }),
        });
        return trace.WithScore("helpful", 0.9, "The date was looked up.");
    }

    /// <summary>One call of a model.</summary>
    public static TraceSketch Simple(string id, string name, double start, string question, string answer, string user = "bob", string environment = "staging", string model = "gpt-4o-mini")
    {
        var trace = new TraceSketch(id, name, start) { User = user, Environment = environment, Session = "chat-" + user };
        trace.Add(ObservationKind.Generation, name, 0, 0.8, null, o => o with
        {
            Model = model,
            Provider = "openai",
            Usage = new Usage { Input = 40, Output = 12 },
            Input = Payload.FromValue(new[] { new { role = "user", content = question } }),
            Output = Payload.FromValue(new { role = "assistant", content = answer }),
        });
        return trace;
    }

    /// <summary>Text of an attacker wherever text can be: names, messages, tool arguments, metadata, tags, user, session, errors.</summary>
    public static TraceSketch Attack(string id, double start)
    {
        var trace = new TraceSketch(id, AttackText, start) { User = AttackText, Session = AttackText, Tags = [AttackText], Release = AttackText };
        trace.Add(ObservationKind.Generation, AttackText, 0, 1, null, o => o with
        {
            Model = AttackText,
            Level = ObservationLevel.Error,
            StatusMessage = AttackText,
            Input = Payload.FromValue(new[] { new { role = "user", content = AttackText }, new { role = AttackText, content = AttackText } }),
            Output = Payload.FromValue(new
            {
                role = "assistant",
                content = $"{AttackText} [link](javascript:alert('xss'))",
                tool_calls = new[] { new { id = "c", type = "function", function = new { name = AttackText, arguments = $"{{\"a\":\"<script>alert('xss')</script>\"}}" } } },
            }),
            Metadata = Payload.FromValue(new Dictionary<string, string> { [AttackText] = AttackText }),
        });
        return trace;
    }

    /// <summary>A trace of many observations: turns of a loop, each a model call and two tools.</summary>
    public static TraceSketch Large(string id, double start, int observations)
    {
        var trace = new TraceSketch(id, "Nightly batch", start) { User = "batch" };
        var root = trace.Add(ObservationKind.Agent, "Nightly batch", 0, observations * 0.05);
        while (trace.Count < observations)
        {
            var at = trace.Count * 0.05;
            var turn = trace.Add(ObservationKind.Chain, string.Create(CultureInfo.InvariantCulture, $"turn {trace.Count}"), at, at + 0.18, root);
            if (trace.Count < observations)
            {
                trace.Add(ObservationKind.Generation, "chat " + Model, at, at + 0.1, turn, o => Priced(o, 900, 600, 40, 0));
            }

            for (var tool = 0; tool < 2 && trace.Count < observations; tool++)
            {
                trace.Add(ObservationKind.Tool, "Catalog.search", at + 0.1, at + 0.15, turn, trace.Count % 1000 == 3
                    ? o => o with { Level = ObservationLevel.Error, StatusMessage = "The catalog is closed." }
                    : null);
            }
        }

        return trace;
    }

    private static ObservationRecord Priced(ObservationRecord record, long input, long cached, long output, long reasoning)
    {
        var entries = new Dictionary<string, decimal>
        {
            [UsageKeys.Input] = (input - cached) * 0.0000025m,
            [UsageKeys.CachedInput] = cached * 0.00000125m,
            [UsageKeys.Output] = (output - reasoning) * 0.00001m,
            [UsageKeys.Reasoning] = reasoning * 0.00001m,
        };
        return record with
        {
            Model = Model,
            Provider = "openai",
            Usage = new Usage { Input = input, CachedInput = cached, Output = output, Reasoning = reasoning },
            Cost = new Cost { Total = entries.Values.Sum(), Entries = entries },
        };
    }
}
