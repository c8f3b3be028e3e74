using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Observability.Evaluation;
using Observability.Evaluation.Judging;
using Observability.Evaluation.Online;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Online;

/// <summary>A real application that judges its traffic, on a clock that the test moves.</summary>
internal sealed class OnlineHost : IAsyncDisposable
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Backoff = TimeSpan.FromSeconds(10);

    // Only a hang takes as long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private OnlineHost(ApiHost api, TimerWatch time)
    {
        Api = api;
        Time = time;
    }

    public ApiHost Api { get; }

    public TimerWatch Time { get; }

    public OnlineEvaluation Online => Api.Services.GetRequiredService<OnlineEvaluation>();

    public LlmObservability Observability => Api.Observability;

    public static Task<OnlineHost> StartAsync(Action<LlmObservabilityBuilder> configure, TimerWatch? time = null)
    {
        var store = new InMemoryTraceStore();
        return StartAsync(() => store, configure, time);
    }

    public static async Task<OnlineHost> StartAsync(Func<ITraceStore> store, Action<LlmObservabilityBuilder> configure, TimerWatch? time = null)
    {
        time ??= new TimerWatch(Telemetry.Start);
        var api = await ApiHost.StartAsync(store, services: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            configure(builder.Services.AddLlmObservability(options => options.SecretKey = Convert.ToBase64String(new byte[32])));
        });
        return new OnlineHost(api, time);
    }

    /// <summary>One judge of helpfulness that all traces go to.</summary>
    public static Action<LlmObservabilityBuilder> Judging(IChatClient judge, Action<OnlineEvaluationOptions>? configure = null) => builder =>
        builder.UseJudge(judge).AddJudge(Judge.Helpfulness).AddOnlineEvaluation(online =>
        {
            online.Evaluate("helpfulness");
            configure?.Invoke(online);
        });

    /// <summary>The answer of a judge that gives a rating of 1 to 5.</summary>
    public static string Rating(int rating) => $$"""{"reasoning":"because","score":{{rating}}}""";

    /// <summary>Captures a trace with an answer, durable when this returns.</summary>
    public async Task<TraceId> AnswerAsync(string input, string output, string? id = null, string environment = "production")
    {
        var record = Telemetry.Generation(id ?? Guid.NewGuid().ToString("N"), "gen-" + (id ?? Guid.NewGuid().ToString("N"))) with
        {
            StartTime = Time.GetUtcNow(),
            EndTime = Time.GetUtcNow().AddSeconds(1),
            Input = Payload.FromText(input),
            Output = Payload.FromText(output),
            Environment = environment,
        };
        await Api.Services.SubmitAsync(record);
        return record.TraceId;
    }

    /// <summary>Moves the clock and waits until nothing is left to do.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        Time.Advance(by);
        await Online.IdleAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for a signal, and not for ever.</summary>
    public static Task WaitAsync(Task signal) => signal.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<Score>> ScoresAsync() => (await Observability.Store.ListScoresAsync(new ScoreQuery { Limit = 1000 }, TestContext.Current.CancellationToken)).Items;

    public async Task<IReadOnlyList<TraceSummary>> TracesAsync(string environment)
    {
        await Observability.FlushAsync(TestContext.Current.CancellationToken);
        return (await Observability.Store.ListTracesAsync(
            new TraceQuery { Limit = 1000, Filters = [Filter.Equal(FilterField.Environment, environment)], Payloads = PayloadSelection.All }, TestContext.Current.CancellationToken)).Items;
    }

    public async Task<JsonElement> JobsAsync(string status) => (await Api.GetAsync($"evaluation-jobs?status={status}")).GetProperty("data");

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
