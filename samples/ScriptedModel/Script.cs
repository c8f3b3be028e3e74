using System.Text.Json.Nodes;

namespace ScriptedModel;

/// <summary>How the scripted model behaves: it calls the tools that a question needs, one round after another, and answers from their results.</summary>
internal static class Script
{
    private static readonly string[] HowToWords = ["how ", "clean", "policy", "warranty", "broken", "damaged", "return", "care for"];

    public static Answer Answer(Conversation talk)
    {
        var calls = NextCalls(talk).ToList();
        return calls.Count > 0 ? ScriptedModel.Answer.Call(calls)
            : Department.Choose(talk) is { } department ? ScriptedModel.Answer.Say(department)
            : talk.Asks("summarise", "summarize") ? ScriptedModel.Answer.Say(Summary(talk))
            : ScriptedModel.Answer.Say(string.Join(' ', talk.Signature is { } signature ? Sentences(talk).Append(signature) : Sentences(talk)));
    }

    private static IEnumerable<ToolCall> NextCalls(Conversation talk)
    {
        var refund = talk.Asks("refund", "money back");
        if (talk.Tool("order") is { } orders && talk.OrderNumber is { } number && (refund || talk.Asks("order", "parcel", "where", "arrive")))
        {
            yield return new ToolCall(orders, new JsonObject { ["orderId"] = number });
        }

        if (talk.Tool("knowledge") is { } knowledge && !refund && talk.Asks(HowToWords))
        {
            yield return new ToolCall(knowledge, new JsonObject { ["question"] = talk.Question });
        }

        // Only once the order is known: its price is what there is to pay back.
        if (refund && talk.Tool("refund") is { } refunds && Order(talk) is { } order)
        {
            yield return new ToolCall(refunds, new JsonObject { ["orderId"] = (string?)order["id"], ["amount"] = (decimal?)order["price"] });
        }

        if (talk.Tool("weather") is { } weather && talk.Asks("weather"))
        {
            yield return new ToolCall(weather, new JsonObject { ["city"] = talk.Question.Trim('?', '.', '!').Split(' ').LastOrDefault(word => word.Length > 0 && char.IsUpper(word[0])) ?? "Paris" });
        }
    }

    private static IEnumerable<string> Sentences(Conversation talk)
    {
        if (talk.Photo is { } photo)
        {
            yield return $"Thank you for the photo ({photo} pixels).";
        }

        foreach (var failure in talk.Results.Where(result => IsError(result.Content)))
        {
            yield return $"I am sorry, that did not work: {failure.Content[(failure.Content.IndexOf('.', StringComparison.Ordinal) + 1)..].Trim()} I have passed your case on to a colleague, who will write to you today.";
        }

        if (Order(talk) is { } order && talk.Result("refund") is null)
        {
            yield return $"Your order {order["id"]}, {order["item"]}, is {order["status"]}{((string?)order["expected"] is { } day ? $" with {order["carrier"]} and should reach you on {day}" : "")}.";
        }

        if (talk.Result("refund") is { } refund && !IsError(refund))
        {
            yield return refund;
        }

        if (Parse(talk.Result("knowledge")) is JsonArray { Count: > 0 } articles)
        {
            yield return $"{articles[0]!["text"]} (from \"{articles[0]!["title"]}\")";
        }

        if (talk.Result("weather") is { } weather)
        {
            yield return $"I looked it up: {weather}.";
        }

        if (talk.Results.Count == 0 && talk.Photo is null)
        {
            yield return talk.Asks("thank") ? "You are welcome! Have a nice day."
                : talk.Asks("capital of France") ? "The capital of France is Paris."
                : "Hello! Ask me about an order, a refund or how to care for one of our products.";
        }
    }

    private static string Summary(Conversation talk)
    {
        var lines = talk.Question.Split('\n', StringSplitOptions.TrimEntries);
        var asked = lines.FirstOrDefault(line => line.StartsWith("customer:", StringComparison.OrdinalIgnoreCase))?["customer:".Length..].Trim() ?? "a question";
        var open = lines.Any(line => line.Contains("colleague", StringComparison.OrdinalIgnoreCase));
        return $"The customer asked: {asked} {(open ? "Handed over to a colleague; a refund is still open." : "Answered; nothing is left to do.")}";
    }

    private static JsonObject? Order(Conversation talk) => Parse(talk.Result("order")) as JsonObject;

    private static bool IsError(string content) => content.StartsWith("Error", StringComparison.OrdinalIgnoreCase);

    private static JsonNode? Parse(string? content)
    {
        try
        {
            return string.IsNullOrEmpty(content) ? null : JsonNode.Parse(content, new JsonNodeOptions { PropertyNameCaseInsensitive = true });
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
