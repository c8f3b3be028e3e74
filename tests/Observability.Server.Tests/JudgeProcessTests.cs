using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Observability.Server.Tests;

/// <summary>A rule of the API in the real server, whose judge is reached over a connection, from a span that comes in to the score that it gets.</summary>
public sealed class JudgeProcessTests : IDisposable
{
    private const string PublicKey = "pk-lf-0123456789ab";
    private const string SecretKey = "sk-lf-0123456789ab";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Other = "0af7651916cd43dd8448eb211c80319d";
    private const string Verdict = """{"reasoning":"It is short.","score":7}""";

    private static readonly AuthenticationHeaderValue Key = ServerProcess.Basic(PublicKey, SecretKey);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Rule_OfTheApi_AsksTheModelOfItsConnectionAndScoresTheTrace()
    {
        await using var model = await JudgeEndpoint.StartAsync(_ => (200, Verdict));
        await using var server = await StartAsync(model);

        await SendSpanAsync(server, Trace, "Paris.");
        var score = (await UntilAsync(server, "/api/public/v2/scores?name=brevity", scores => scores.GetProperty("data").GetArrayLength() > 0)).GetProperty("data")[0];

        var (headers, body) = Assert.Single(model.Requests);
        Assert.Equal("Bearer sk-judge-0000000000", headers["Authorization"]);
        Assert.Equal("eval", headers["x-team"]);
        Assert.Equal("gpt-4o-mini", body.GetProperty("model").GetString());
        Assert.Equal("json_schema", body.GetProperty("response_format").GetProperty("type").GetString());
        var schema = body.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties");
        Assert.True(schema.TryGetProperty("score", out _) && schema.TryGetProperty("reasoning", out _), schema.GetRawText());
        Assert.Contains("Paris.", body.GetProperty("messages").GetRawText(), StringComparison.Ordinal);
        Assert.Equal((7d, "It is short.", "EVAL", Trace), (
            score.GetProperty("value").GetDouble(), score.GetProperty("comment").GetString(), score.GetProperty("source").GetString(), score.GetProperty("traceId").GetString()));

        var judge = await GetAsync(server, "/api/public/traces/" + score.GetProperty("metadata").GetProperty("judge_trace_id").GetString());
        Assert.Equal("llm-judge", judge.GetProperty("environment").GetString());
        Assert.True(judge.GetProperty("totalCost").GetDouble() > 0, judge.GetRawText());
        Assert.Equal(1, (await GetAsync(server, "/api/public/traces?environment=llm-judge")).GetProperty("meta").GetProperty("totalItems").GetInt32());
        Assert.DoesNotContain("sk-judge-0000000000", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_WhoseJudgeFails_IsListedWithTheReasonAndScoresNothing()
    {
        await using var model = await JudgeEndpoint.StartAsync(number => number == 1 ? (500, "The model is on fire.") : (200, "I like it!"));
        await using var server = await StartAsync(model, ("MaxAttempts", "2"), ("FirstBackoff", "00:00:00.1"));

        await SendSpanAsync(server, Trace, "Paris.");
        var jobs = await UntilAsync(server, "/api/public/evaluation-jobs?status=FAILED", failed => failed.GetProperty("data").GetArrayLength() > 0);

        // The first attempt is one request; the second asks for another form once.
        var job = jobs.GetProperty("data")[0];
        Assert.Equal(3, model.Requests.Count);
        Assert.Equal((2, "brevity", Trace), (job.GetProperty("attempts").GetInt32(), job.GetProperty("evaluator").GetString(), job.GetProperty("traceId").GetString()));
        Assert.Contains("JSON", job.GetProperty("reason").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await GetAsync(server, "/api/public/v2/scores?name=brevity")).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Rule_WhoseModelAnswers500_SaysWhatTheModelSaid()
    {
        await using var model = await JudgeEndpoint.StartAsync(_ => (500, "The model is on fire."));
        await using var server = await StartAsync(model, ("MaxAttempts", "1"));

        await SendSpanAsync(server, Trace, "Paris.");
        var jobs = await UntilAsync(server, "/api/public/evaluation-jobs?status=FAILED", failed => failed.GetProperty("data").GetArrayLength() > 0);

        Assert.Contains("500", jobs.GetProperty("data")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Rule_WhoseModelIsOnAPrivateNetworkThatIsNotAllowed_AsksNobodyAndSaysWhy()
    {
        await using var model = await JudgeEndpoint.StartAsync(_ => (200, Verdict));
        await using var server = await StartAsync(model, "10.0.0.7", ("MaxAttempts", "1"));

        await SendSpanAsync(server, Trace, "Paris.");
        var jobs = await UntilAsync(server, "/api/public/evaluation-jobs?status=FAILED", failed => failed.GetProperty("data").GetArrayLength() > 0);

        Assert.Contains("AllowedPrivateHosts", jobs.GetProperty("data")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task Rule_WhoseBudgetIsUsedUp_IsPausedAndAsksNobody()
    {
        await using var model = await JudgeEndpoint.StartAsync(_ => (200, Verdict));
        await using var server = await StartAsync(model, ("DailyEvaluations", "1"));

        await SendSpanAsync(server, Trace, "Paris.");
        await UntilAsync(server, "/api/public/v2/scores?name=brevity", scores => scores.GetProperty("data").GetArrayLength() > 0);
        await SendSpanAsync(server, Other, "Rome.");
        var rules = await UntilAsync(server, "/api/public/v2/evaluation-rules", found => found.GetProperty("data")[0].GetProperty("status").GetString() == "paused");

        var rule = rules.GetProperty("data")[0];
        Assert.Equal("budget_exhausted", rule.GetProperty("pausedReason").GetString());
        Assert.Contains("The daily budget of", rule.GetProperty("pausedMessage").GetString(), StringComparison.Ordinal);
        Assert.Single(model.Requests);
        Assert.Equal(1, (await GetAsync(server, "/api/public/evaluation-jobs?status=PENDING")).GetProperty("data").GetArrayLength());
    }

    private Task<ServerProcess> StartAsync(JudgeEndpoint model, params (string Name, string Value)[] online) => StartAsync(model, "127.0.0.1", online);

    private async Task<ServerProcess> StartAsync(JudgeEndpoint model, string allowed, params (string Name, string Value)[] online)
    {
        var server = await ServerProcess.StartAsync(_directory.Path, null,
        [
            ("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", PublicKey),
            ("LANGFUSE_INIT_PROJECT_SECRET_KEY", SecretKey),
            ("LlmObservability__AllowedPrivateHosts__0", allowed),
            ("LlmObservability__OnlineEvaluation__Delay", "00:00:00.1"),
            .. online.Select(setting => ("LlmObservability__OnlineEvaluation__" + setting.Name, setting.Value)),
        ]);
        await server.ReadyAsync();
        await SendAsync(server, HttpMethod.Put, "llm-connections", new
        {
            provider = "house", adapter = "openai", secretKey = "sk-judge-0000000000", baseURL = model.Address, extraHeaders = new Dictionary<string, string> { ["x-team"] = "eval" },
        });
        await SendAsync(server, HttpMethod.Post, "v2/evaluators", new
        {
            name = "brevity",
            prompt = "How short is {{answer}}?",
            outputDefinition = new { dataType = "NUMERIC", minValue = 0, maxValue = 10, score = new { description = "Ten is best." } },
            modelConfig = new { provider = "house", model = "gpt-4o-mini" },
            mapping = new[] { new { variable = "answer", source = "output" } },
        });
        await SendAsync(server, HttpMethod.Post, "v2/evaluation-rules", new { name = "live", target = "trace", enabled = true, evaluators = new[] { new { evaluator = new { name = "brevity" } } } });
        return server;
    }

    private static async Task SendSpanAsync(ServerProcess server, string trace, string output)
    {
        var now = TimeProvider.System.GetUtcNow();
        string At(double seconds) => (now.AddSeconds(seconds).ToUnixTimeMilliseconds() * 1_000_000).ToString(CultureInfo.InvariantCulture);
        object Attribute(string key, string value) => new { key, value = new { stringValue = value } };
        var span = new
        {
            traceId = trace,
            spanId = "b7ad6b7169203331",
            name = "answer",
            startTimeUnixNano = At(-1),
            endTimeUnixNano = At(0),
            attributes = new[] { Attribute("langfuse.observation.type", "generation"), Attribute("langfuse.observation.input", "What is the capital?"), Attribute("langfuse.observation.output", output) },
        };
        var body = new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans = new[] { span } } } } } };
        using var response = await server.PostAsync("/v1/traces", JsonSerializer.Serialize(body), Key);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task SendAsync(ServerProcess server, HttpMethod method, string path, object body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(server.Address, "/api/public/" + path)) { Content = JsonContent.Create(body), Headers = { Authorization = Key } };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> GetAsync(ServerProcess server, string path)
    {
        using var response = await server.GetAsync(path, Key);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    /// <summary>Asks until the answer holds; only a hang takes as long as it waits at most.</summary>
    private static async Task<JsonElement> UntilAsync(ServerProcess server, string path, Func<JsonElement, bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var answer = await GetAsync(server, path);
            if (holds(answer))
            {
                return answer;
            }

            Assert.False(limit.IsCancellationRequested, $"{path} still answers {answer}\n{server.Output}");
        }
    }
}
