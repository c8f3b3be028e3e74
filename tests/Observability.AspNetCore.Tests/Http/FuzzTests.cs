using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.AspNetCore.Tests.Access;
using Observability.AspNetCore.Tests.Golden;
using Observability.AspNetCore.Tests.Otlp;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Http;

/// <summary>Ten thousand requests that are almost valid, from one project against a server of two: see the assertions for what must hold.</summary>
public sealed class FuzzTests
{
    private const int Requests = 10_000;
    private const string Secret = "what only the first project may read";
    private const string SecretId = "id-in-the-first-project";

    [Fact]
    public async Task Server_AlmostValidRequests_AnswersInTheClientsWordsShowsNothingOfOthersAndLosesNothing()
    {
        var store = new InMemoryTraceStore();
        await using var host = await KeyHost.StartAsync(store: store);
        await FillAsync(host, store);
        var key = KeyHost.Basic(await host.KeyAsync(project: KeyHost.OtherProject));
        var mutator = new RequestMutator(await Exchanges.ReadAsync(), SecretId);
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);

        for (var seed = 0; seed < Requests; seed++)
        {
            using var request = mutator.Make(seed, out var body);
            request.Headers.Authorization = key;
            using var response = await host.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(
                response.StatusCode < HttpStatusCode.InternalServerError || response.StatusCode == HttpStatusCode.NotImplemented,
                $"Seed {seed}: {request.Method} {request.RequestUri} was answered with {(int)response.StatusCode}: {answer}\n{Encoding.UTF8.GetString(body)}");
            Assert.False(answer.Contains(Secret, StringComparison.Ordinal), $"Seed {seed}: {request.Method} {request.RequestUri} showed another project's data: {answer}");
            acknowledged.UnionWith(response.StatusCode == HttpStatusCode.MultiStatus ? TracesOf(body, answer) : []);
        }

        Assert.True(acknowledged.Count > 100, $"Only {acknowledged.Count} traces were taken.");
        foreach (var id in acknowledged)
        {
            Assert.True(await store.GetTraceAsync(new ProjectId(KeyHost.OtherProject), new TraceId(id)) is not null, $"Trace '{id}' was acknowledged and is not there.");
        }

        var other = await store.GetTraceAsync(new ProjectId(KeyHost.Project), new TraceId(SecretId), PayloadSelection.All);
        Assert.Equal(Secret, Assert.Single(other!.Observations).Input!.ToElement().GetString());
        Assert.Single((await store.ListScoresAsync(new ScoreQuery { Project = new ProjectId(KeyHost.Project) })).Items);
    }

    /// <summary>Something of each kind in the project that must not be seen.</summary>
    private static async Task FillAsync(KeyHost host, InMemoryTraceStore store)
    {
        var project = new ProjectId(KeyHost.Project);
        await store.WriteAsync(new TelemetryBatch
        {
            Observations = [Some.Generation(SecretId, SecretId) with { Project = project, Name = Secret, UserId = new UserId(SecretId), SessionId = new SessionId(SecretId), Input = Payload.FromText(Secret) }],
            Scores = [Some.Score(SecretId, SecretId) with { Project = project, Name = Secret, Comment = Secret }],
        });
        var key = KeyHost.Basic(await host.KeyAsync());
        foreach (var (path, body) in new (string, object)[]
        {
            ("v2/prompts", new { name = SecretId, prompt = Secret, labels = new[] { "production" } }),
            ("v2/datasets", new { name = SecretId, description = Secret }),
            ("dataset-items", new { datasetName = SecretId, id = SecretId, input = Secret }),
            ("score-configs", new { name = Secret, dataType = "NUMERIC" }),
            ("comments", new { projectId = KeyHost.Project, objectType = "TRACE", objectId = SecretId, content = Secret }),
            ("models", new { modelName = Secret, matchPattern = SecretId, inputPrice = 1 }),
        })
        {
            using var content = new StringContent(JsonSerializer.Serialize(body), MediaTypeHeaderValue.Parse("application/json"));
            using var response = await host.SendAsync(HttpMethod.Post, path, key, content);
            Assert.True(response.IsSuccessStatusCode, path);
        }
    }

    /// <summary>The traces of a batch that the answer says were taken.</summary>
    private static IEnumerable<string> TracesOf(byte[] batch, string answer)
    {
        var taken = JsonNode.Parse(answer)!["successes"]!.AsArray().Select(success => (string?)success!["id"]).ToHashSet();
        var refused = JsonNode.Parse(answer)!["errors"]!.AsArray().Select(error => (string?)error!["id"]).ToHashSet();
        using var sent = JsonDocument.Parse(batch);
        return [.. sent.RootElement.GetProperty("batch").EnumerateArray()
            .Where(entry => entry.ValueKind == JsonValueKind.Object && Text(entry, "type") == "trace-create" && Text(entry, "id") is { } id && taken.Contains(id) && !refused.Contains(id))
            .Select(entry => Text(entry.GetProperty("body"), "id"))
            .OfType<string>()];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
