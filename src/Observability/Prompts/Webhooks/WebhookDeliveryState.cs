namespace Observability.Prompts.Webhooks;

/// <summary>How far a delivery is.</summary>
internal enum WebhookDeliveryState
{
    /// <summary>It is to be sent, for the first time or again.</summary>
    Pending = 0,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>The receiver did not take it for a day; it is not sent again.</summary>
    Failed,
}
