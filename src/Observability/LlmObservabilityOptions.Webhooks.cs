using Observability.Prompts.Webhooks;

namespace Observability;

public sealed partial class LlmObservabilityOptions
{
    private readonly List<CodeWebhook> _promptWebhooks = [];

    /// <summary>Hosts, addresses and networks (<c>ollama.internal</c>, <c>10.0.0.7</c>, <c>10.0.0.0/8</c>) that are reached although they are private, where the API names the address: by webhooks and LLM connections.</summary>
    /// <value>Empty: who may use the API cannot make this process call what is not public. Addresses that code names are not asked for.</value>
    public IList<string> AllowedPrivateHosts { get; } = [];

    internal IReadOnlyList<CodeWebhook> PromptWebhooks => _promptWebhooks;

    /// <summary>Tells an address of every change of a prompt of <see cref="Project"/>, signed; a receiver verifies it with <see cref="PromptWebhookSignature.Verify"/>.</summary>
    /// <param name="url">Where to; also an address that is not public.</param>
    /// <param name="secret">What messages are signed with: random, at least 16 characters, known to the receiver.</param>
    /// <remarks>Sent by a host, while it runs, from a store that keeps prompts. What was not taken is sent again for a day, also by the next process.</remarks>
    public LlmObservabilityOptions AddPromptWebhook(string url, string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new ArgumentException($"The address '{url}' is no http or https URL without user and password.", nameof(url));
        }

        if (secret.Length < CodeWebhook.MinSecretLength)
        {
            throw new ArgumentException($"The secret has {secret.Length} characters. Use at least {CodeWebhook.MinSecretLength} random ones.", nameof(secret));
        }

        var webhook = new CodeWebhook(address, secret);
        _promptWebhooks.RemoveAll(other => other.Id == webhook.Id);
        _promptWebhooks.Add(webhook);
        return this;
    }
}
