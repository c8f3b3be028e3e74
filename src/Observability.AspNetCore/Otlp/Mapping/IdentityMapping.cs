using System.Text.Json;
using Observability.AspNetCore.Otlp.Messages;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Mapping;

/// <summary>Finds for whom and in which session a span ran, and its tags.</summary>
internal static class IdentityMapping
{
    public static UserId? User(OtlpAttributes attributes) => attributes.Text(
        "langfuse.user.id", "user.id", "langfuse.observation.metadata.langfuse_user_id", "langfuse.trace.metadata.langfuse_user_id", "ai.telemetry.metadata.userId")
        is { } user && !string.IsNullOrWhiteSpace(user) ? new UserId(user) : null;

    public static SessionId? Session(OtlpAttributes attributes) => attributes.Text(
        "langfuse.session.id", "session.id", "gen_ai.conversation.id", "langfuse.observation.metadata.langfuse_session_id",
        "langfuse.trace.metadata.langfuse_session_id", "ai.telemetry.metadata.sessionId")
        is { } session && !string.IsNullOrWhiteSpace(session) ? new SessionId(session) : null;

    /// <summary>The tags: a list, a list in JSON, or text with commas between.</summary>
    public static IReadOnlyList<string> Tags(OtlpAttributes attributes, PayloadBuilder payloads)
    {
        var value = attributes.First(
            "langfuse.trace.tags", "langfuse.tags", "langfuse.observation.metadata.langfuse_tags", "langfuse.trace.metadata.langfuse_tags",
            "ai.telemetry.metadata.tags", "tag.tags");
        if (value.IsEmpty)
        {
            return [];
        }

        using var list = payloads.Document(value);
        var tags = list is { RootElement.ValueKind: JsonValueKind.Array }
            ? list.RootElement.EnumerateArray().Select(ToolCallWriter.TextOf)
            : value.ToText()!.Split(',');
        return [.. tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Take(MetadataLimits.MaxTags)];
    }
}
