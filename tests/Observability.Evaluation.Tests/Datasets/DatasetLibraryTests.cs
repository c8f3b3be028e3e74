using System.Text;
using Observability.Evaluation.Datasets;
using Observability.Evaluation.Tests.Experiments;
using Observability.Model;
using Observability.Storage;
using Parquet.Schema;
using Parquet.Serialization;

namespace Observability.Evaluation.Tests.Datasets;

public sealed class DatasetLibraryTests : IAsyncDisposable
{
    private readonly ExperimentHost _host = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("llmobs-").FullName;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task ReadCsv_QuotedCellsAndJson_AreWhatTheyWere()
    {
        var path = Write("a.csv", "id,input,expected_output,topic\n1,\"Hello, \"\"you\"\"\nthere\",yes,a\n2,\"{\"\"q\"\":1}\",007,\n");

        var items = await DatasetFile.ReadCsvAsync(path, new DatasetColumns { Metadata = ["topic"] });

        Assert.Equal(["\"Hello, \\\"you\\\"\\nthere\"", """{"q":1}"""], items.Select(item => item.Input!.ToString()));
        Assert.Equal(["\"yes\"", "\"007\""], items.Select(item => item.ExpectedOutput!.ToString()));
        Assert.Equal(["""{"topic":"a"}""", null], items.Select(item => item.Metadata?.ToString()));
        Assert.Equal(["1", "2"], items.Select(item => item.Id));
    }

    [Fact]
    public async Task ReadJsonLines_SeveralInputColumns_MakeAnObject()
    {
        var path = Write("a.jsonl", "{\"question\":\"q\",\"context\":[1],\"answer\":{\"x\":1}}\n\n{\"question\":\"r\"}\n");

        var items = await DatasetFile.ReadJsonLinesAsync(path, new DatasetColumns { Input = ["question", "context"], ExpectedOutput = ["answer"] });

        Assert.Equal(["""{"question":"q","context":[1]}""", """{"question":"r"}"""], items.Select(item => item.Input!.ToString()));
        Assert.Equal(["""{"x":1}""", null], items.Select(item => item.ExpectedOutput?.ToString()));
    }

    [Fact]
    public async Task ReadParquet_FlatColumns_BecomeItems()
    {
        var path = Path.Combine(_directory, "a.parquet");
        await using (var stream = File.Create(path))
        {
            await ParquetSerializer.SerializeUntypedAsync(
                [new Dictionary<string, object?> { ["input"] = "hello", ["expected_output"] = "[1]", ["n"] = 5 }],
                new ParquetSchema(new DataField<string>("input"), new DataField<string>("expected_output"), new DataField<int>("n")),
                stream);
        }

        var item = Assert.Single(await DatasetFile.ReadParquetAsync(path, new DatasetColumns { Metadata = ["n"] }));

        Assert.Equal(("\"hello\"", "[1]", """{"n":5}"""), (item.Input!.ToString(), item.ExpectedOutput!.ToString(), item.Metadata!.ToString()));
    }

    [Fact]
    public async Task Read_FilesThatAreSomethingElse_SayWhatIsWrong()
    {
        var csv = await Assert.ThrowsAsync<InvalidDataException>(() => DatasetFile.ReadCsvAsync(Write("b.csv", "a,b\n1,2\n")));
        var lines = await Assert.ThrowsAsync<InvalidDataException>(() => DatasetFile.ReadJsonLinesAsync(Write("b.jsonl", "{\"input\":1}\n[1]\n")));
        await Assert.ThrowsAsync<InvalidDataException>(() => DatasetFile.ReadParquetAsync(Write("b.parquet", "no parquet at all")));

        Assert.Contains("has no column 'input'", csv.Message);
        Assert.Contains("It has: a, b.", csv.Message);
        Assert.Contains("Line 2", lines.Message);
    }

    [Fact]
    public async Task AddObservations_OfAQuery_BecomeItemsWithTheirSource()
    {
        foreach (var i in new[] { 1, 2, 3 })
        {
            _host.Observability.Tracer.StartGeneration(i == 2 ? "other" : "answer").SetInput($"q{i}").SetOutput($"a{i}").Dispose();
        }

        await _host.Observability.FlushAsync();
        await _host.Library.CreateAsync("from traces");

        await _host.Library.AddObservationsAsync("from traces", new ObservationQuery { Filters = [Filter.Equal(FilterField.Name, "answer")] });
        await _host.Library.AddObservationsAsync("from traces", new ObservationQuery { Filters = [Filter.Equal(FilterField.Name, "answer")] });

        var items = await _host.Library.ListAsync("from traces");
        Assert.Equal(["\"q1\"", "\"q3\""], items.Select(item => item.Input!.ToString()).Order());
        Assert.All(items, item => Assert.NotNull(item.SourceObservationId));
        Assert.All(items, item => Assert.Equal(item.Input!.ToString().Replace('q', 'a'), item.ExpectedOutput!.ToString()));
    }

    [Fact]
    public async Task Add_BreakingTheSchema_SaysWhich()
    {
        await _host.Library.CreateAsync("strict", inputSchema: Payload.Parse("""{"type":"object","required":["q"]}"""));

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _host.Library.AddAsync("strict", [new EvaluationItem { Id = "bad", Input = Payload.Parse("{}") }]));

        Assert.Contains("item 'bad'", exception.Message);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, content, Encoding.UTF8);
        return path;
    }
}
