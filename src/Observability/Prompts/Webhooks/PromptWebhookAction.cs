namespace Observability.Prompts.Webhooks;

/// <summary>What happened to a version of a prompt.</summary>
internal enum PromptWebhookAction
{
    /// <summary>It was made.</summary>
    Created = 0,

    /// <summary>Its labels, the tags of its prompt or the split of its label changed.</summary>
    Updated,

    /// <summary>It was deleted.</summary>
    Deleted,
}
