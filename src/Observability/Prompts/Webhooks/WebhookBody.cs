using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Prompts.Webhooks;

/// <summary>Messages in the shape of the wire: what receivers of Langfuse's webhooks read.</summary>
internal static class WebhookBody
{
    public static string Write(Guid id, DateTimeOffset timestamp, PromptWebhookAction action, ProjectId project, PromptVersion version, string author)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonDefaults.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("timestamp", Instant(timestamp));
            writer.WriteString("type", "prompt-version");
            writer.WriteString("apiVersion", "v1");
            writer.WriteString("action", JsonNamingPolicy.CamelCase.ConvertName(action.ToString()));
            writer.WritePropertyName("prompt");
            Write(writer, project, version);
            writer.WriteStartObject("user");
            writer.WriteString("name", author);
            writer.WriteNull("email");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, ProjectId project, PromptVersion version)
    {
        writer.WriteStartObject();
        writer.WriteString("id", version.Id.Value);
        writer.WriteString("name", version.Name.Value);
        writer.WriteNumber("version", version.Version);
        writer.WriteString("projectId", project.Value);
        writer.WriteString("createdBy", version.CreatedBy);
        Write(writer, "labels", version.Labels.Select(label => label.Value));
        writer.WritePropertyName("prompt");
        writer.WriteRawValue(PromptContentJson.WriteUtf8(version.Content), skipInputValidation: true);
        writer.WriteString("type", version.Type == PromptType.Chat ? "chat" : "text");
        writer.WritePropertyName("config");
        writer.WriteRawValue(version.Config.Utf8.Span, skipInputValidation: true);
        writer.WriteString("commitMessage", version.CommitMessage);
        Write(writer, "tags", version.Tags);
        writer.WriteString("createdAt", Instant(version.CreatedAt));
        writer.WriteString("updatedAt", Instant(version.UpdatedAt));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
