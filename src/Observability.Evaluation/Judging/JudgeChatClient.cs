using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Observability.Capture.Chat;
using Observability.Capture.Tokens;
using Observability.Model;
using Observability.Pricing;

namespace Observability.Evaluation.Judging;

/// <summary>A model that judges ask: its calls are captured in the judges' environment and counted for the evaluation they are made for.</summary>
internal sealed class JudgeChatClient : DelegatingChatClient
{
    private readonly IChatClient _client;
    private readonly LlmObservability _observability;
    private readonly PricingStage _prices;
    private readonly ChatSource _source;

    public JudgeChatClient(IChatClient client, LlmObservability observability)
        : base(LlmObservabilityChatClient.Wrap(client, observability))
    {
        _client = client;
        _observability = observability;
        _prices = new PricingStage(observability.Options.Prices);
        _source = new ChatSource(client);
    }

    /// <summary>The same model, captured elsewhere: of another project.</summary>
    public JudgeChatClient For(LlmObservability observability) => observability == _observability ? this : new JudgeChatClient(_client, observability);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var single = JudgeFlow.Current is null ? JudgeFlow.Begin("judge") : null;
        var run = JudgeFlow.Current!;
        var scope = run.Enter(_observability);
        scope?.Activate();
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        var usage = response.Usage.ToUsage(response.RawRepresentation);
        run.Add(response, usage, Price(response, options, usage, scope), scope?.Trace.Id);
        return response;
    }

    /// <summary>Judges are read whole: one update after another would only hide where a call ends.</summary>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    private decimal? Price(ChatResponse response, ChatOptions? options, Usage? usage, Capture.ObservationScope? scope)
    {
        if (usage is null)
        {
            return null;
        }

        var priced = _prices.Apply(new ObservationRecord
        {
            TraceId = scope?.Trace.Id ?? new TraceId("judge"),
            Id = new ObservationId("judge"),
            Kind = ObservationKind.Generation,
            Name = "judge",
            StartTime = default,
            Provider = _source.Provider,
            Model = response.ModelId ?? options?.ModelId ?? _source.Model,
            Usage = usage,
        });
        return priced.Cost?.Total;
    }
}
