using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
        var acknowledged = new Acknowledged();

        // What comments and run items are about.
        await store.WriteAsync(new TelemetryBatch { Observations = [Some.Generation("g-trace", "g-trace-g") with { Project = new ProjectId(KeyHost.OtherProject) }] });

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
            await acknowledged.TakeAsync(request, response, answer);
        }

        var project = new ProjectId(KeyHost.OtherProject);
        Assert.True(acknowledged.Traces.Count > 100, $"Only {acknowledged.Traces.Count} traces were taken.");
        foreach (var id in acknowledged.Traces)
        {
            Assert.True(await store.GetTraceAsync(project, new TraceId(id)) is not null, $"Trace '{id}' was acknowledged and is not there.");
        }

        Assert.True(acknowledged.Spans.Count > 200, $"Only {acknowledged.Spans.Count} spans were taken.");
        foreach (var id in acknowledged.Spans)
        {
            Assert.True(await store.GetObservationAsync(project, new ObservationId(id)) is not null, $"Span '{id}' was acknowledged and is not there.");
        }

        foreach (var path in new[] { "scores", "score-configs", "comments", "models", "v2/prompts", "v2/datasets", "dataset-items", "dataset-run-items" })
        {
            Assert.True(acknowledged.Written.TryGetValue(path, out var addresses), $"Nothing was written to {path}.");
            foreach (var address in addresses)
            {
                using var response = await host.SendAsync(HttpMethod.Get, address, key);
                Assert.True(response.IsSuccessStatusCode, $"{address} was written with an answer of {path}, and is answered with {(int)response.StatusCode}.");
            }
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
}
