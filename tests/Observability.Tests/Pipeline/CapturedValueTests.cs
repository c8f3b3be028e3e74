using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.Compliance.Classification;
using Observability.Capture;
using Observability.Model;

namespace Observability.Tests.Pipeline;

public class CapturedValueTests
{
    private static readonly LlmObservabilityOptions Options = new();

    [Fact]
    public void Snapshot_PlainObject_IsItsJson()
    {
        var value = new { Name = "Ada", Count = 3, Half = 0.1f, When = new DateOnly(2025, 1, 2), Kind = DayOfWeek.Friday, Tags = new List<string> { "a" }, Map = new Dictionary<string, object?> { ["k"] = null } };

        Assert.Equal("""{"name":"Ada","count":3,"half":0.1,"when":"2025-01-02","kind":"Friday","tags":["a"],"map":{"k":null}}""", Json(value));
    }

    [Fact]
    public void Snapshot_Cycle_IsMarked()
    {
        var node = new Node();
        node.Next = node;

        Assert.Equal("""{"next":"[cycle]"}""", Json(node));
    }

    [Fact]
    public void Snapshot_LongChain_IsCutAtTheDepth()
    {
        Node? node = null;
        for (var i = 0; i < 1000; i++)
        {
            node = new Node { Next = node };
        }

        Assert.Contains("[cut: nested deeper than 64 levels]", Json(node));
    }

    [Fact]
    public void Snapshot_ThrowingGetter_KeepsTheRest()
    {
        Assert.Equal("""{"bad":"[threw InvalidOperationException]","good":1}""", Json(new Throwing()));
    }

    [Fact]
    public void Snapshot_HugeCollection_IsBounded()
    {
        var json = Json(Enumerable.Range(0, 10_000_000).ToList());

        Assert.EndsWith("\"[cut: too many items]\"]", json);
        Assert.InRange(json.Length, 1000, 1_000_000);
    }

    [Fact]
    public void Snapshot_LazySequence_IsNotEnumerated()
    {
        var runs = 0;
        IEnumerable<int> Lazy()
        {
            runs++;
            yield return 1;
        }

        var json = Json(new { Lazy = Lazy() });

        Assert.Equal(0, runs);
        Assert.StartsWith("""{"lazy":"[""", json);
    }

    [Fact]
    public void Snapshot_NotData_IsItsType()
    {
        using var stream = new MemoryStream();

        Assert.Equal("""["[System.IO.MemoryStream]","[System.Action]","[System.RuntimeType]","[System.Threading.CancellationToken]",null]""",
            Json(new object?[] { stream, () => { }, typeof(int), CancellationToken.None, null }).Replace("\"[System.Action`1", "\"[System.Action"));
    }

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void Snapshot_NotFinite_IsText(double number, string expected) => Assert.Equal($"[{expected}]", Json(new[] { number }));

    [Fact]
    public void Snapshot_CollectionChangesMeanwhile_NeverThrows()
    {
        Assert.Contains("[not recorded: InvalidOperationException]", Json(new { Items = new Changing() }));
    }

    [Fact]
    public void Snapshot_BytesInside_BecomeADataUriForTheWriterToLift()
    {
        Assert.Equal("""{"bytes":"data:application/octet-stream;base64,AQID"}""", Json(new { Bytes = new byte[] { 1, 2, 3 } }));
    }

    [Fact]
    public void Snapshot_ThousandDeepJson_IsCut()
    {
        using var document = JsonDocument.Parse(new string('[', 1000) + new string(']', 1000), new JsonDocumentOptions { MaxDepth = 2000 });

        Assert.Contains("[cut: nested deeper than 64 levels]", Json(document.RootElement));
    }

    [Fact]
    public void Snapshot_LongText_KeepsNoMoreThanItsHead()
    {
        var captured = Assert.IsType<string>(CapturedValue.Snapshot(new string('x', 50_000_000), Options));

        Assert.InRange(captured.Length, 1_000_000, 1_002_000);
    }

    [Fact]
    public void Snapshot_AnnotatedProperty_IsRedactedAlsoOfARecordsParameter()
    {
        var json = Json(new { Outer = new Customer("Ada", "secret@example.com") { Phone = "secret-555" } });

        Assert.Equal("""{"outer":{"name":"Ada","email":"[redacted]","phone":"[redacted]"}}""", json);
    }

    private static string Json(object? value) => Assert.IsType<Payload>(CapturedValue.Snapshot(value, Options)).ToString();

    private sealed class Node
    {
        public Node? Next { get; set; }
    }

    private sealed class Throwing
    {
        public int Bad => throw new InvalidOperationException("secret");

        public int Good => 1;
    }

    private sealed class Changing : List<int>, IEnumerable<int>, IEnumerable
    {
        IEnumerator<int> IEnumerable<int>.GetEnumerator() => throw new InvalidOperationException();

        IEnumerator IEnumerable.GetEnumerator() => throw new InvalidOperationException();
    }

    private sealed class PrivateAttribute() : DataClassificationAttribute(new DataClassification("test", "private"));

    private sealed record Customer(string Name, [Private] string Email)
    {
        [Private]
        public string? Phone { get; init; }
    }
}
