using System.Text.Json;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Otlp.Messages;

/// <summary>Reads the messages that older conventions put on events of the span: <c>gen_ai.user.message</c>, <c>gen_ai.choice</c> and their like.</summary>
internal sealed class EventMessages(PayloadBuilder payloads, ChatMessages messages)
{
    /// <summary>The event that carries a whole call in the newer conventions.</summary>
    public const string Details = "gen_ai.client.inference.operation.details";

    private const string Prefix = "gen_ai.";
    private const string Suffix = ".message";
    private const string Choice = "gen_ai.choice";
    private const string Content = "gen_ai.event.content";
    private const string OldPrompt = "gen_ai.content.prompt";
    private const string OldCompletion = "gen_ai.content.completion";

    /// <summary>Whether the event holds content that becomes input or output.</summary>
    public static bool IsContent(OtlpEvent @event) =>
        @event.Name is Details or Choice or OldPrompt or OldCompletion || RoleOf(@event.Name) is not null;

    public Payload? Input(IReadOnlyList<OtlpEvent> events) =>
        OfDetails(events, static (self, attributes) => self.Input(attributes.First("gen_ai.input.messages"), attributes.First("gen_ai.system_instructions")))
        ?? Of(events, static @event => RoleOf(@event.Name), messages.Input)
        ?? Old(events, OldPrompt, "gen_ai.prompt");

    public Payload? Output(IReadOnlyList<OtlpEvent> events, ref string? finishReason)
    {
        var reason = finishReason;
        var output = OfDetails(events, (self, attributes) => self.Output(attributes.First("gen_ai.output.messages"), ref reason))
            ?? Of(events, static @event => @event.Name == Choice ? "assistant" : null, element => messages.Output(element, ref reason))
            ?? Old(events, OldCompletion, "gen_ai.completion");
        finishReason = reason;
        return output;
    }

    private static string? RoleOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Prefix.Length + Suffix.Length
            ? name[Prefix.Length..^Suffix.Length] is "system" or "user" or "assistant" or "tool" ? name[Prefix.Length..^Suffix.Length] : null
            : null;

    private Payload? OfDetails(IReadOnlyList<OtlpEvent> events, Func<ChatMessages, OtlpAttributes, Payload?> read) =>
        events.FirstOrDefault(@event => @event.Name == Details) is { } details ? read(messages, details.Attributes) : null;

    private Payload? Of(IReadOnlyList<OtlpEvent> events, Func<OtlpEvent, string?> roleOf, Func<JsonElement, Payload?> read)
    {
        if (!events.Any(@event => roleOf(@event) is not null))
        {
            return null;
        }

        var writer = payloads.Begin();
        writer.WriteStartArray();
        foreach (var @event in events)
        {
            if (roleOf(@event) is { } role)
            {
                Write(writer, @event.Attributes, role);
            }
        }

        writer.WriteEndArray();
        var json = payloads.EndBytes();
        using var document = JsonForm.Parse(json);
        return document is null ? null : read(document.RootElement) ?? Payload.FromUtf8(json);
    }

    private static void Write(Utf8JsonWriter writer, OtlpAttributes attributes, string role)
    {
        if (attributes.TryGet(Content, out var content) && content.Kind == OtlpValueKind.Text && IsObject(content.Utf8.Span))
        {
            using var document = JsonForm.Parse(content.Utf8);
            WriteWithRole(writer, document!.RootElement, role);
            return;
        }

        writer.WriteStartObject();
        if (!attributes.Has("role"))
        {
            writer.WriteString("role", role);
        }

        foreach (var (name, value) in attributes)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && name != Content)
            {
                continue;
            }

            writer.WritePropertyName(name == Content ? "content" : name);
            if (value.Kind == OtlpValueKind.Text && name is not ("content" or Content) && JsonForm.IsStructure(value.Utf8.Span))
            {
                writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
            }
            else
            {
                value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteWithRole(Utf8JsonWriter writer, JsonElement message, string role)
    {
        writer.WriteStartObject();
        if (!message.TryGetProperty("role", out _) && !message.TryGetProperty("message", out _))
        {
            writer.WriteString("role", role);
        }

        foreach (var property in message.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private static bool IsObject(ReadOnlySpan<byte> utf8) => JsonForm.IsStructure(utf8) && utf8.TrimStart(" \t\r\n"u8)[0] == '{';

    private Payload? Old(IReadOnlyList<OtlpEvent> events, string name, string attribute) =>
        events.FirstOrDefault(@event => @event.Name == name) is { } found ? payloads.Of(found.Attributes.First(attribute, Content)) : null;
}
