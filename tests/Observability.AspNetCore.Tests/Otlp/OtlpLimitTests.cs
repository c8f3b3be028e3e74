using System.Text;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Otlp;
using Observability.AspNetCore.Otlp.Json;
using Observability.AspNetCore.Otlp.Protobuf;
using Observability.AspNetCore.Otlp.Spans;
using Observability.Model;

namespace Observability.AspNetCore.Tests.Otlp;

public sealed class OtlpLimitTests
{
    [Fact]
    public void Spans_MoreThanTheLimit_AreRejectedAndCounted()
    {
        var request = new RequestSketch([.. Enumerable.Range(0, OtlpLimits.MaxSpans + 3).Select(_ => new SpanSketch())]);

        Assert.All(ReadBoth(request), read =>
        {
            Assert.Equal(OtlpLimits.MaxSpans, read.Spans.Count);
            Assert.Equal(3, read.Rejected);
            Assert.Contains("Send smaller batches.", read.Reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Values_MoreThanTheLimit_RejectTheSpansBeyond()
    {
        var list = new object?[OtlpLimits.MaxItems];
        Array.Fill(list, true);
        var full = (OtlpLimits.MaxValues / list.Length) + 1;
        var request = new RequestSketch([.. Enumerable.Range(0, full + 2).Select(_ => new SpanSketch { Attributes = new() { ["list"] = list } })]);

        var read = ProtobufTraceReader.Read(request.Protobuf);

        Assert.InRange(read.Spans.Count, full - 2, full);
        Assert.Equal(full + 2, read.Spans.Count + read.Rejected);
    }

    [Fact]
    public void Attributes_MoreThanTheLimit_AreDroppedAndCounted()
    {
        var attributes = Enumerable.Range(0, OtlpLimits.MaxAttributes + 5).ToDictionary(i => $"key{i}", object? (i) => i);

        var observation = new RequestSketch(new SpanSketch { Attributes = attributes }).Map().Single().Observation;

        var metadata = observation.Metadata!.ToElement();
        Assert.Equal(OtlpLimits.MaxAttributes, metadata.GetProperty("attributes").EnumerateObject().Count());
        Assert.Equal(5, metadata.GetProperty("droppedAttributes").GetInt32());
    }

    [Fact]
    public void Names_LongerThanTheLimit_AreCut()
    {
        var observation = RequestSketch.Map("tests", (new string('k', OtlpLimits.MaxNameLength + 10), "v"));

        Assert.Equal(OtlpLimits.MaxNameLength, observation.Metadata!.ToElement().GetProperty("attributes").EnumerateObject().Single().Name.Length);
    }

    [Fact]
    public void Values_NestedDeeperThanTheLimit_AreMarked()
    {
        object? nested = "deepest";
        for (var i = 0; i < OtlpLimits.MaxDepth + 10; i++)
        {
            nested = i % 2 == 0 ? new object?[] { nested } : new Dictionary<string, object?> { ["a"] = nested };
        }

        var metadata = RequestSketch.Map("tests", ("nested", nested)).Metadata!.ToString();

        Assert.Contains($"[cut: nested deeper than {OtlpLimits.MaxDepth} levels]", metadata, StringComparison.Ordinal);
        Assert.DoesNotContain("deepest", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_LongerThanTheLimit_AreCutWithAMarker()
    {
        var text = new string('é', OtlpLimits.MaxValueBytes);

        var request = new RequestSketch(new SpanSketch { Attributes = new() { ["input.value"] = text, ["raw"] = new byte[OtlpLimits.MaxValueBytes + 1] } });
        var observation = RequestSketch.Map(ProtobufTraceReader.Read(request.Protobuf)).Single().Observation;

        Assert.InRange(observation.Input!.Length, OtlpLimits.MaxValueBytes - 10, OtlpLimits.MaxValueBytes + 100);
        Assert.EndsWith($"é[cut: {text.Length * 2} bytes]", observation.Input.ToElement().GetString(), StringComparison.Ordinal);
        Assert.Contains($"[cut: {OtlpLimits.MaxValueBytes + 1} bytes]", observation.Metadata!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_LongerThanTheLimit_AreCut()
    {
        var list = new object?[OtlpLimits.MaxItems + 7];
        Array.Fill(list, 1);

        var observation = RequestSketch.Map("tests", ("list", list));

        Assert.Equal(OtlpLimits.MaxItems, observation.Metadata!.ToElement().GetProperty("attributes").GetProperty("list").GetArrayLength());
    }

    [Fact]
    public void Events_MoreThanTheLimit_AreDroppedAndCounted()
    {
        var span = new SpanSketch { Events = [.. Enumerable.Range(0, OtlpLimits.MaxEvents + 4).Select(i => ("e", new Dictionary<string, object?>()))] };

        var metadata = new RequestSketch(span).Map().Single().Observation.Metadata!.ToElement();

        Assert.Equal(OtlpLimits.MaxEvents, metadata.GetProperty("events").GetArrayLength());
        Assert.Equal(4, metadata.GetProperty("droppedEvents").GetInt32());
    }

    [Fact]
    public void Indexes_FarApart_AreClosedUp()
    {
        var observation = RequestSketch.Map(
            "tests",
            ("gen_ai.prompt.9000.content", "third"),
            ("gen_ai.prompt.0.content", "first"),
            ("gen_ai.prompt.17.content", "second"),
            ($"gen_ai.prompt.{OtlpLimits.MaxIndex + 1}.content", "beyond"),
            ("gen_ai.prompt.0.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q", "too deep"),
            ("gen_ai.prompt.99999999999999999999.content", "no index"));

        var input = observation.Input!.ToString();
        Assert.Equal(["first", "second", "third"], new[] { "first", "second", "third" }.OrderBy(text => input.IndexOf(text, StringComparison.Ordinal)));
        Assert.DoesNotContain("beyond", input, StringComparison.Ordinal);
        Assert.DoesNotContain("too deep", input, StringComparison.Ordinal);
        Assert.True(input.Length < 500, input);
    }

    [Fact]
    public void BrokenSpans_Thousands_AreGivenUpCheaply()
    {
        // A span of three bytes that is no protobuf, again and again.
        var spans = new byte[5 * 200_000];
        for (var i = 0; i < spans.Length; i += 5)
        {
            new byte[] { 0x12, 3, 0x0A, 0x7F, 0 }.CopyTo(spans, i);
        }

        var message = new ProtobufSketch();
        message.Message(1, resource => resource.Bytes(2, spans));

        var read = ProtobufTraceReader.Read(message.ToArray());

        Assert.Empty(read.Spans);
        Assert.Equal(200_000, read.Rejected);
    }

    [Theory]
    [InlineData("", OtlpLimits.MaxBodyBytes + 1)]
    [InlineData("gzip", OtlpLimits.MaxDecompressedBytes + 1)]
    public async Task Body_WithoutALength_IsBoundedWhileItIsRead(string encoding, int bytes)
    {
        var random = new byte[1024 * 1024];
        new Random(1).NextBytes(random);
        var body = new byte[bytes];
        for (var i = 0; i < bytes; i += random.Length)
        {
            random.AsSpan(0, Math.Min(random.Length, bytes - i) / (encoding.Length == 0 ? 1 : 4)).CopyTo(body.AsSpan(i));
        }

        using var stream = new MemoryStream(encoding.Length == 0 ? body : RequestSketch.Gzip(body));
        var context = new DefaultHttpContext { Request = { Body = stream } };

        var failure = await Assert.ThrowsAsync<ApiException>(() => RequestBytes.ReadAsync(context, OtlpLimits.Body, encoding));

        Assert.Equal(413, failure.StatusCode);
    }

    [Fact]
    public void Json_NestedWithoutEnd_IsRefusedNotDeadly()
    {
        var body = Encoding.UTF8.GetBytes("{\"resourceSpans\":[" + new string('[', 500_000));

        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonTraceReader.Read(body));
    }

    [Fact]
    public void JsonInAttributes_NestedDeeperThanPayloadsMay_StaysText()
    {
        var json = new string('[', JsonDefaults.MaxDepth + 1) + new string(']', JsonDefaults.MaxDepth + 1);

        Assert.Equal(json, RequestSketch.Map("tests", ("langfuse.observation.input", json)).Input!.ToElement().GetString());
    }

    private static OtlpRequest[] ReadBoth(RequestSketch request) =>
        [ProtobufTraceReader.Read(request.Protobuf), JsonTraceReader.Read(Encoding.UTF8.GetBytes(request.Json))];
}
