using System.Collections.Frozen;
using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.AspNetCore.Wire;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Reads the tokens of a model call in every naming. In the conventions' names cached and reasoning tokens are part of input and output.</summary>
internal sealed class UsageMapping(PayloadBuilder payloads)
{
    private static readonly string[] Prefixes = ["gen_ai.usage.", "llm.token_count.", "llm.usage.", "gen_ai.response.", "ai.usage."];

    // What UsageNames does not know, because no provider's own answer spells it so.
    private static readonly FrozenDictionary<string, LedgerEntry> Names = new Dictionary<string, LedgerEntry>(StringComparer.Ordinal)
    {
        ["prompt"] = LedgerEntry.Input,
        ["completion"] = LedgerEntry.Output,
        ["total"] = LedgerEntry.Total,
        ["tokens"] = LedgerEntry.Input,
        ["reasoning.output_tokens"] = LedgerEntry.Reasoning,
        ["prompt_details.cache_read"] = LedgerEntry.CachedInput,
        ["prompt_details.cache_write"] = LedgerEntry.CacheWrite,
        ["prompt_details.audio"] = LedgerEntry.InputAudio,
        ["completion_details.reasoning"] = LedgerEntry.Reasoning,
        ["completion_details.audio"] = LedgerEntry.OutputAudio,
        ["input_tokens.cached"] = LedgerEntry.CachedInput,
        ["output_tokens.reasoning"] = LedgerEntry.Reasoning,
        ["cacheReadTokens"] = LedgerEntry.CachedInput,
        ["cacheWriteTokens"] = LedgerEntry.CacheWrite,
        ["inputTokenDetails.cacheReadTokens"] = LedgerEntry.CachedInput,
        ["inputTokenDetails.cacheWriteTokens"] = LedgerEntry.CacheWrite,
        ["outputTokenDetails.reasoningTokens"] = LedgerEntry.Reasoning,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public Usage? Of(OtlpAttributes attributes, ObservationKind kind)
    {
        if (kind == ObservationKind.Agent)
        {
            return null;
        }

        if (attributes.TryGet("langfuse.observation.usage_details", out var value))
        {
            using var details = payloads.Document(value);
            if (details is not null && UsageReader.Read(details.RootElement) is { } usage)
            {
                return usage;
            }
        }

        if (SumsUp(attributes, kind))
        {
            return null;
        }

        var ledger = new UsageLedger { InputIncludesCache = true };
        return ReadProviderMetadata(attributes, ledger) ?? Read(attributes, ledger);
    }

    /// <summary>Whether the counts are a sum over model calls that have spans of their own, which would count them twice.</summary>
    private static bool SumsUp(OtlpAttributes attributes, ObservationKind kind) =>
        kind == ObservationKind.Chain || (kind == ObservationKind.Span && attributes.Has("ai.operationId"));

    private static Usage? Read(OtlpAttributes attributes, UsageLedger ledger)
    {
        foreach (var prefix in Prefixes)
        {
            foreach (var (name, value) in attributes)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal) && value.ToCount() is { } count && EntryOf(name[prefix.Length..]) is { } entry)
                {
                    ledger.Set(entry, count);
                }
            }
        }

        return ledger.ToUsage();
    }

    private static LedgerEntry? EntryOf(string name)
    {
        if (Names.TryGetValue(name, out var entry))
        {
            return entry;
        }

        // details.* repeats the provider's own counts, which the first count of an entry goes before.
        return UsageNames.TryGet(name.StartsWith("details.", StringComparison.Ordinal) ? name["details.".Length..] : name, out entry) ? entry : null;
    }

    /// <summary>Adds what the Vercel SDK leaves in the provider's own answer; Anthropic's tells everything, which is returned.</summary>
    private Usage? ReadProviderMetadata(OtlpAttributes attributes, UsageLedger ledger)
    {
        if (!attributes.TryGet("ai.response.providerMetadata", out var value))
        {
            return null;
        }

        using var document = payloads.Document(value);
        if (document is not { RootElement: { ValueKind: JsonValueKind.Object } providers })
        {
            return null;
        }

        if (Inner(providers, "anthropic", "usage") is { } anthropic && anthropic.TryGetProperty("input_tokens", out _) && anthropic.TryGetProperty("output_tokens", out _))
        {
            return UsageReader.Read(anthropic);
        }

        if (Inner(providers, "openai") is { } openai)
        {
            Set(ledger, LedgerEntry.CachedInput, openai, "cachedPromptTokens");
            Set(ledger, LedgerEntry.Reasoning, openai, "reasoningTokens");
        }

        if (Inner(providers, "bedrock", "usage") is { } bedrock)
        {
            Set(ledger, LedgerEntry.CachedInput, bedrock, "cacheReadInputTokens");
            Set(ledger, LedgerEntry.CacheWrite, bedrock, "cacheWriteInputTokens");
        }

        if (Inner(providers, "google", "usageMetadata") is { } google)
        {
            Set(ledger, LedgerEntry.CachedInput, google, "cachedContentTokenCount");
            Set(ledger, LedgerEntry.Reasoning, google, "thoughtsTokenCount");
        }

        return null;
    }

    private static JsonElement? Inner(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element) || element.ValueKind != JsonValueKind.Object)
            {
                return null;
            }
        }

        return element;
    }

    private static void Set(UsageLedger ledger, LedgerEntry entry, JsonElement counts, string name)
    {
        if (counts.TryGetProperty(name, out var value))
        {
            ledger.Set(entry, UsageReader.Count(value));
        }
    }
}
