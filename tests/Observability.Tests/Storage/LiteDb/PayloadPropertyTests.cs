using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.LiteDb.Payloads;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.LiteDb.Writing;

namespace Observability.Tests.Storage.LiteDb;

public sealed class PayloadPropertyTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Property(MaxTest = 300)]
    public void Payloads_OfAnyConversations_ComeBackByteForByte(string?[][] conversations, bool isObject, bool isSpaced)
    {
        var changes = new TelemetryChanges();
        var builder = new PartBlockBuilder(0);
        builder.Begin(changes);
        var encoder = new PartEncoder(builder);
        var written = new List<(long Recipe, PayloadSet Payloads)>();
        foreach (var messages in conversations ?? [])
        {
            for (var turn = 1; turn <= (messages?.Length ?? 0); turn++)
            {
                var payloads = new PayloadSet(Conversation(messages![..turn], isObject, isSpaced), Payload.FromText(messages[turn - 1] ?? ""), Payload.FromValue(new { turn }), null);
                written.Add((encoder.Write(ProjectId.Default, payloads), payloads));
            }
        }

        builder.Flush();

        Assert.All(written, entry => Assert.Equal(entry.Payloads, PayloadReader.Read(entry.Recipe, PayloadSelection.All, part => builder.Find(part)!.Value)));
    }

    [Fact]
    public void Conversation_OfFiftyTurns_IsStoredTenTimesSmaller()
    {
        var changes = new TelemetryChanges();
        var builder = new PartBlockBuilder(0);
        builder.Begin(changes);
        var encoder = new PartEncoder(builder);
        var messages = Enumerable.Range(0, 100).Select(i => $"Message {i}: " + string.Join(' ', Enumerable.Range(i * 31, 60).Select(n => (n * 2654435761) % 100_003))).ToArray();
        var inline = 0L;
        for (var turn = 1; turn <= 50; turn++)
        {
            var payload = Conversation(messages[..(turn * 2)], isObject: false, isSpaced: false);
            inline += payload.Length;
            encoder.Write(ProjectId.Default, new PayloadSet(payload, null, null, null));
        }

        builder.Flush();

        Assert.True(changes.Parts.Sum(part => part.Bytes.Length) * 10 < inline);
    }

    [Fact]
    public void Payload_NamedFromManyBlocks_IsStoredAgainSoThatReadingOpensFew()
    {
        var changes = new TelemetryChanges();
        var builder = new PartBlockBuilder(0);
        var encoder = new PartEncoder(builder);
        var messages = Enumerable.Range(0, 120).Select(i => $"Message {i} " + new string('x', 60_000 + i)).ToArray();

        for (var turn = 1; turn <= messages.Length; turn++)
        {
            builder.Begin(changes);
            encoder.Write(ProjectId.Default, new PayloadSet(Conversation(messages[..turn], false, false), null, null, null));
            builder.Flush();

            Assert.True(encoder.LastBlocks.Count <= 60, $"Turn {turn} names {encoder.LastBlocks.Count} blocks.");
        }
    }

    private static Payload Conversation(string?[] messages, bool isObject, bool isSpaced)
    {
        var array = JsonSerializer.Serialize(messages.Select((text, i) => new { role = i % 2 == 0 ? "user" : "assistant", content = text }), isSpaced ? Indented : JsonSerializerOptions.Default);
        return Payload.FromUtf8(Encoding.UTF8.GetBytes(isObject ? $$"""{"model":"gpt-4o","messages":{{array}},"temperature":0.2}""" : array));
    }
}
