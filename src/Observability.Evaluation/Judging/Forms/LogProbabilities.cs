using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Model;

namespace Observability.Evaluation.Judging.Forms;

/// <summary>Finds the log probabilities an answer carries: as OpenAI's <c>logprobs</c> among its additional properties, or on the provider's own answer.</summary>
internal static class LogProbabilities
{
    private static readonly string[] Keys = ["logprobs", "log_probs", "logProbabilities", "LogProbabilities", "ContentTokenLogProbabilities"];

    /// <summary>The tokens; empty when there are none. Never throws.</summary>
    public static IReadOnlyList<TokenProbability> Read(ChatResponse response)
    {
        try
        {
            foreach (var properties in response.Messages.Select(message => message.AdditionalProperties).Prepend(response.AdditionalProperties))
            {
                foreach (var key in Keys)
                {
                    if (properties is not null && properties.TryGetValue(key, out var value) && value is not null && FromValue(value) is { Count: > 0 } tokens)
                    {
                        return tokens;
                    }
                }
            }

            return FromRaw(response.RawRepresentation) ?? [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException or System.Reflection.TargetInvocationException)
        {
            // They only refine a score: what cannot be read is not there.
            return [];
        }
    }

    private static List<TokenProbability>? FromValue(object value) => value switch
    {
        JsonElement json => FromJson(json),
        string text => FromJson(JsonElement.Parse(text)),
        IEnumerable tokens when tokens.Cast<object>().FirstOrDefault()?.GetType().GetProperty("Token") is not null => FromObjects(tokens),
        _ => FromJson(JsonSerializer.SerializeToElement(value, JsonDefaults.Options)),
    };

    private static List<TokenProbability>? FromJson(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty("content", out var content))
        {
            value = content;
        }

        return value.ValueKind is not JsonValueKind.Array ? null : [.. value.EnumerateArray()
            .Where(token => token.ValueKind is JsonValueKind.Object && token.TryGetProperty("token", out _))
            .Select(token => new TokenProbability(
                token.GetProperty("token").GetString() ?? "",
                token.TryGetProperty("logprob", out var own) ? own.GetDouble() : 0,
                token.TryGetProperty("top_logprobs", out var top) && top.ValueKind is JsonValueKind.Array
                    ? [.. top.EnumerateArray().Select(alternative => (alternative.GetProperty("token").GetString() ?? "", alternative.GetProperty("logprob").GetDouble()))]
                    : []))];
    }

    // The OpenAI client's ChatCompletion, by the names of its properties: this package does not depend on it.
    private static List<TokenProbability>? FromRaw(object? raw) =>
        raw is not null && Get(raw, "ContentTokenLogProbabilities") is IEnumerable tokens ? FromObjects(tokens) : null;

    private static List<TokenProbability> FromObjects(IEnumerable tokens) => [.. tokens.Cast<object>().Select(token => new TokenProbability(
        Get(token, "Token") as string ?? "",
        Number(token),
        Get(token, "TopLogProbabilities") is IEnumerable top ? [.. top.Cast<object>().Select(alternative => (Get(alternative, "Token") as string ?? "", Number(alternative)))] : []))];

    private static double Number(object token) => Convert.ToDouble(Get(token, "LogProbability"), System.Globalization.CultureInfo.InvariantCulture);

    private static object? Get(object instance, string property) => instance.GetType().GetProperty(property)?.GetValue(instance);
}
