namespace Observability.Prompts.Webhooks;

/// <summary>The document of one message to one webhook, committed together with the change it tells of.</summary>
internal sealed record StoredDelivery
{
    /// <summary>The id in the message: equal when it is sent again.</summary>
    public required Guid Id { get; init; }

    public required string WebhookId { get; init; }

    public required string PromptName { get; init; }

    public required int Version { get; init; }

    public required PromptWebhookAction Action { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Orders what one change tells, and changes of one instant.</summary>
    public required long Sequence { get; init; }

    /// <summary>The message as it is sent.</summary>
    public required string Body { get; init; }

    public WebhookDeliveryState State { get; init; }

    public int Attempts { get; init; }

    /// <summary>Not before then; while it is being sent, when it is sent again should that end without a trace.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The status of the last answer; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>What it is after an attempt: over, or due again.</summary>
    public StoredDelivery After(WebhookOutcome outcome, DateTimeOffset now)
    {
        var after = this with { StatusCode = outcome.StatusCode, Reason = outcome.Reason, LastAttemptAt = now };
        var again = now + WebhookBackoff.After(Attempts);
        return outcome.IsDelivered ? after with { State = WebhookDeliveryState.Delivered }
            : again > CreatedAt + WebhookBackoff.GiveUpAfter ? after with { State = WebhookDeliveryState.Failed }
            : after with { DueAt = again };
    }
}
