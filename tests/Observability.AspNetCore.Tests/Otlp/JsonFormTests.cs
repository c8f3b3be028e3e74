using System.Text;
using Observability.AspNetCore.Otlp.Json;
using Observability.AspNetCore.Otlp.Spans;

namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>The forms that exporters give ids, times and numbers in JSON.</summary>
public sealed class JsonFormTests
{
    private const string TraceBytes = "10,247,101,25,22,205,67,221,132,72,235,33,28,128,49,156";

    [Theory]
    [InlineData("\"0af7651916cd43dd8448eb211c80319c\"")]
    [InlineData("\"0AF7651916CD43DD8448EB211C80319C\"")]
    [InlineData("\"CvdlGRbNQ92ESOshHIAxnA==\"")]
    [InlineData($"[{TraceBytes}]")]
    [InlineData("{\"type\":\"Buffer\",\"data\":[" + TraceBytes + "]}")]
    [InlineData("""{"0":10,"1":247,"2":101,"3":25,"4":22,"5":205,"6":67,"7":221,"8":132,"9":72,"10":235,"11":33,"12":28,"13":128,"14":49,"15":156}""")]
    public void TraceId_InAnyForm_IsHex(string id)
    {
        Assert.Equal(SpanSketch.Trace, Assert.Single(Read(traceId: id).Spans).TraceId);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"00000000000000000000000000000000\"")]
    [InlineData("\"0af7651916cd43dd8448eb211c80319\"")]
    [InlineData("\"not an id of any kind at all ...\"")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    public void TraceId_NoId_RejectsTheSpan(string id)
    {
        var request = Read(traceId: id);

        Assert.Empty(request.Spans);
        Assert.Equal(1, request.Rejected);
    }

    [Theory]
    [InlineData("\"1772618400123456789\"")]
    [InlineData("1772618400123456789")]
    [InlineData("""{"high":412719883,"low":229510421,"unsigned":true}""")]
    [InlineData("""{"low":229510421,"high":412719883}""")]
    [InlineData("1.772618400123456e18")]
    public void Time_InAnyForm_IsTheInstant(string time)
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 10, 0, 0, 123, 456, TimeSpan.Zero), Assert.Single(Read(time: time).Spans).StartTime);
    }

    [Fact]
    public void Time_InHalvesThatLookNegative_IsTheInstant()
    {
        var expected = DateTimeOffset.UnixEpoch.AddTicks((long)(((412719883UL << 32) | uint.MaxValue) / 1_000) * TimeSpan.TicksPerMicrosecond);

        Assert.Equal(expected, Assert.Single(Read(time: """{"high":412719883,"low":-1}""").Spans).StartTime);
        Assert.Equal(expected, Assert.Single(Read(time: """{"high":412719883,"low":4294967295}""").Spans).StartTime);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("\"soon\"")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Time_None_RejectsTheSpan(string time)
    {
        Assert.Equal(1, Read(time: time).Rejected);
    }

    [Theory]
    [InlineData("\"12\"", 12)]
    [InlineData("12", 12)]
    [InlineData("12.0", 12)]
    [InlineData("\"-12\"", -12)]
    [InlineData("""{"high":-1,"low":-12}""", -12)]
    public void Integer_InAnyForm_IsTheNumber(string value, int expected)
    {
        var attributes = Assert.Single(Read(value: $"{{\"intValue\":{value}}}").Spans).Attributes;

        Assert.Equal(OtlpValueKind.Integer, attributes.First("key").Kind);
        Assert.Equal(expected, attributes.First("key").ToNumber());
    }

    [Theory]
    [InlineData("\"NaN\"", "NaN")]
    [InlineData("\"Infinity\"", "Infinity")]
    [InlineData("4.5", "4.5")]
    public void Number_InAnyForm_IsTheNumber(string value, string text)
    {
        Assert.Equal(text, Assert.Single(Read(value: $"{{\"doubleValue\":{value}}}").Spans).Attributes.Text("key"), ignoreCase: true);
    }

    [Theory]
    [InlineData("""{"stringValue":7}""")]
    [InlineData("""{"boolValue":"yes"}""")]
    [InlineData("""{"arrayValue":{"values":7}}""")]
    [InlineData("""{"arrayValue":[1,2]}""")]
    [InlineData("""{"kvlistValue":null}""")]
    [InlineData("""{"bytesValue":"***"}""")]
    [InlineData("""{"unknownValue":{"deep":[1]}}""")]
    [InlineData("7")]
    [InlineData("null")]
    public void Value_OfAnotherTypeThanItSays_SaysNothing(string value)
    {
        var span = Assert.Single(Read(value: value).Spans);

        Assert.False(span.Attributes.Has("key"));
        Assert.True(span.Attributes.Has("after"));
    }

    [Fact]
    public void Names_OfTheProtobufFields_AreReadToo()
    {
        const string json = """
            {"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331","parent_span_id":"00f067aa0ba902b7","name":"n",
            "start_time_unix_nano":"1772618400123456789","end_time_unix_nano":"1772618400123456789",
            "attributes":[{"key":"list","value":{"array_value":{"values":[{"string_value":"a"},{"int_value":1}]}}}],"status":{"code":"STATUS_CODE_ERROR"}}]}]}]}
            """;

        var span = Assert.Single(JsonTraceReader.Read(Encoding.UTF8.GetBytes(json)).Spans);

        Assert.Equal("00f067aa0ba902b7", span.ParentSpanId);
        Assert.Equal("""["a",1]""", span.Attributes.Text("list"));
        Assert.True(span.IsError);
    }

    private static OtlpRequest Read(string traceId = $"\"{SpanSketch.Trace}\"", string time = "\"1772618400123456789\"", string value = "{}") => JsonTraceReader.Read(Encoding.UTF8.GetBytes(
        $$$"""
        {"resourceSpans":[7,{"scopeSpans":[null,{"spans":[{"traceId":{{{traceId}}},"spanId":"b7ad6b7169203331","name":"n","startTimeUnixNano":{{{time}}},
        "attributes":[{"value":{{{value}}},"key":"key"},"odd",{"key":"after","value":{"stringValue":"x"}}],"events":["odd"],"status":"odd"}]}]}]}
        """));
}
