using System.Buffers;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Capture;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.Tests.Pipeline;

public class PayloadWriterTests
{
    private static readonly PayloadLimits Limits = new(TextLength: 1000, Bytes: 20_000, MediaBytes: 1000);

    [Property(MaxTest = 500)]
    public bool AnySequenceOfCalls_IsExactlyOneValidValueWithinItsLimit(int[] calls, string? text, double number)
    {
        var json = Write(writer =>
        {
            foreach (var call in calls)
            {
                Call(writer, Math.Abs(call % 14), text, number);
            }
        }, Limits with { Bytes = 2000 });

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonDefaults.MaxDepth });
        return json.Length <= 2000;
    }

    [Theory]
    [InlineData("\ud800 lone high")]
    [InlineData("lone low \udc00")]
    [InlineData("\0\u0001\u001f\u007f\"\\</script>")]
    public void Text_OddCharacters_IsValidJson(string text)
    {
        using var document = JsonDocument.Parse(Write(writer => writer.Text(text), Limits));

        Assert.Equal(text.Replace('\ud800', '\ufffd').Replace('\udc00', '\ufffd'), document.RootElement.GetString());
    }

    [Fact]
    public void Text_FiftyMegabytes_IsCutWithItsLength()
    {
        var text = new string('x', 50_000_000);

        var written = Parse(writer => writer.Text(text)).GetString()!;

        Assert.Equal(new string('x', 1000) + "… [cut: 50000000 characters]", written);
    }

    [Fact]
    public void Text_ManyTexts_StaysWithinTheBytesAndSaysSo()
    {
        var json = Write(writer =>
        {
            writer.StartArray();
            for (var i = 0; i < 1000; i++)
            {
                writer.Text(new string('\u0001', 900));
            }
        }, Limits);

        Assert.InRange(json.Length, 15_000, 20_000);
        using var document = JsonDocument.Parse(json);
        Assert.Contains("[cut: more than 20000 bytes]", document.RootElement.EnumerateArray().Last().GetString());
    }

    [Fact]
    public void Json_ThousandDeep_IsCutAtTheDepth()
    {
        var deep = new string('[', 1000) + new string(']', 1000);

        var json = Write(writer => writer.Json(Payload.FromUtf8(System.Text.Encoding.UTF8.GetBytes(deep))), Limits);

        Assert.Equal(new string('[', PayloadLimits.Depth) + $"\"[cut: nested deeper than {PayloadLimits.Depth} levels]\"" + new string(']', PayloadLimits.Depth), json);
    }

    [Theory]
    [InlineData("{\"a\":[1,2")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{} {}")]
    public void Json_NotValid_IsRepaired(string json)
    {
        var written = Write(writer => writer.Json(Payload.FromUtf8(System.Text.Encoding.UTF8.GetBytes(json))), Limits);

        using var document = JsonDocument.Parse(written);
    }

    [Fact]
    public void Value_CapturedPayloadThrows_KeepsWhatIsAroundIt()
    {
        var element = Parse(writer =>
        {
            writer.StartObject();
            writer.Name("before");
            writer.Number(1);
            writer.Name("broken");
            writer.Value(new Captured(w => { w.EndObject(); w.StartArray(); w.Number(2); throw new InvalidOperationException("secret"); }));
            writer.Name("after");
            writer.Number(3);
            writer.EndObject();
        });

        Assert.Equal("""{"before":1,"broken":[2,"[not recorded: InvalidOperationException]"],"after":3}""", element.GetRawText());
    }

    [Fact]
    public void Value_CapturedPayloadContainsItself_Ends()
    {
        Captured? endless = null;
        endless = new Captured(writer => { writer.StartArray(); writer.Value(endless); });

        var json = Write(writer => writer.Value(endless), Limits);

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonDefaults.MaxDepth });
    }

    [Fact]
    public void Text_DataUriInside_BecomesMedia()
    {
        var bytes = Enumerable.Range(0, 300).Select(i => (byte)i).ToArray();
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new PayloadWriter(buffer, Limits, TextRedactor.None);

        writer.Json(Payload.FromValue(new { url = $"see data:image/png;base64,{Convert.ToBase64String(bytes)} there" }));
        writer.Flush();

        var media = Assert.Single(writer.Media);
        Assert.Equal("image/png", media.ContentType);
        Assert.Equal(bytes, media.Content.ToArray());
        Assert.Equal($$"""{"url":"see @@@langfuseMedia:type=image/png|id={{media.Id}}|source=base64_data_uri@@@ there"}""", System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void Text_DataUriTooLarge_BecomesAMarker()
    {
        var written = Parse(writer => writer.Text("data:image/png;base64," + Convert.ToBase64String(new byte[5000]))).GetString();

        Assert.StartsWith("[media: 5", written);
        Assert.DoesNotContain("AAAA", written);
    }

    [Fact]
    public void Number_NotFinite_IsText()
    {
        Assert.Equal("NaN", Parse(writer => writer.Number(double.NaN)).GetString());
    }

    private static void Call(PayloadWriter writer, int call, string? text, double number)
    {
        switch (call)
        {
            case 0: writer.StartObject(); break;
            case 1: writer.EndObject(); break;
            case 2: writer.StartArray(); break;
            case 3: writer.EndArray(); break;
            case 4: writer.Name(text ?? ""); break;
            case 5: writer.Text(text); break;
            case 6: writer.Number(number); break;
            case 7: writer.Value(text); break;
            case 8: writer.Null(); break;
            case 9: writer.Json(Payload.FromUtf8(System.Text.Encoding.UTF8.GetBytes("{\"a\":[" + text))); break;
            case 10: writer.Value(new Captured(w => { w.EndArray(); w.Name("x"); w.StartObject(); throw new FormatException(); })); break;
            case 11: writer.MediaReference(text ?? "", new byte[10]); break;
            case 12: writer.Key("k"); break;
            case 13: writer.Value(new Captured(w => { })); break;
        }
    }

    private static JsonElement Parse(Action<PayloadWriter> write)
    {
        using var document = JsonDocument.Parse(Write(write, Limits));
        return document.RootElement.Clone();
    }

    private static string Write(Action<PayloadWriter> write, PayloadLimits limits)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new PayloadWriter(buffer, limits, TextRedactor.None);
        write(writer);
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class Captured(Action<PayloadWriter> write) : ICapturedPayload
    {
        public long EstimatedBytes => 100;

        public void WriteTo(PayloadWriter writer) => write(writer);
    }
}
