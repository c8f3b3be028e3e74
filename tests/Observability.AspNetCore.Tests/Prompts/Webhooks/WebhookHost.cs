using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Observability.Prompts;
using Observability.Prompts.Webhooks;
using Observability.Storage;

namespace Observability.AspNetCore.Tests.Prompts.Webhooks;

/// <summary>A real application that sends webhooks, on a clock that the test moves.</summary>
internal sealed class WebhookHost(ApiHost api, FakeTimeProvider time) : IAsyncDisposable
{
    // Only a hang takes as long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public ApiHost Api => api;

    public FakeTimeProvider Time => time;

    public IPromptRegistry Prompts => api.Observability.Prompts;

    public static async Task<WebhookHost> StartAsync(ITraceStore store, FakeTimeProvider? time = null, bool allowsLoopback = true, Action<LlmObservabilityOptions>? configure = null)
    {
        time ??= new FakeTimeProvider(Telemetry.Start);
        var host = new WebhookHost(
            await ApiHost.StartAsync(store, services: builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddLlmObservability(options =>
                {
                    options.SecretKey = Convert.ToBase64String(new byte[32]);
                    configure?.Invoke(options);
                    if (allowsLoopback)
                    {
                        options.AllowedPrivateHosts.Add("127.0.0.0/8");
                    }
                });
            }),
            time);
        await host.PassAsync(TimeSpan.Zero);
        return host;
    }

    /// <summary>Makes a webhook; returns its id and secret.</summary>
    public async Task<(string Id, string Secret)> CreateAsync(string url, object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { })!;
        body["url"] = url;
        var created = await api.RefusedAsync(HttpStatusCode.Created, HttpMethod.Post, "prompt-webhooks", body);
        return (created.GetProperty("id").GetString()!, created.GetProperty("secretKey").GetString()!);
    }

    public Task<PromptVersion> ChangeAsync(string name, string text, params PromptLabel[] labels) =>
        Prompts.CreateAsync(new PromptDraft { Name = name, Content = text, Labels = labels }, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Moves the clock and waits until nothing that is due is left to send.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        time.Advance(by);
        await api.Services.GetRequiredService<WebhookService>().IdleAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> DeliveriesAsync(string webhook) => (await api.GetAsync($"prompt-webhooks/{webhook}/deliveries")).GetProperty("data");

    public ValueTask DisposeAsync() => api.DisposeAsync();
}
