using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire.Prompts;
using Observability.Prompts;
using Observability.Prompts.Webhooks;
using Observability.Remote.Egress;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>Reads what a body says about a webhook.</summary>
internal static class PromptWebhookReader
{
    private const int MaxUrl = 2000;
    private const int MaxNames = 100;

    private static readonly IReadOnlyList<string> Actions = ["created", "updated", "deleted"];

    /// <summary>The webhook as the body wants it.</summary>
    /// <exception cref="ApiException">The body makes no sense, or its address is not public.</exception>
    public static StoredWebhook Apply(PromptWebhookBody body, StoredWebhook before, PrivateNetworkGuard guard)
    {
        var issues = new BodyIssues();
        var url = body.Url is null && before.Url.Length > 0 ? before.Url : issues.Text(body.Url, "url", MaxUrl);
        CheckAddress(url, issues, guard);
        var names = body.PromptNames?.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (names?.Count > MaxNames)
        {
            issues.Add(ApiIssue.TooLong("array", MaxNames, "promptNames"));
        }

        foreach (var name in (names ?? []).Where(name => PromptName.Fault(name) is not null))
        {
            issues.Add(ApiIssue.Custom(PromptName.Fault(name)!, "promptNames"));
        }

        foreach (var action in body.Actions ?? [])
        {
            issues.Word(action, Actions, "actions");
        }

        issues.ThrowIfInvalid();
        return before with
        {
            Url = new Uri(url).AbsoluteUri,
            Actions = body.Actions is { } actions ? [.. actions.OfType<string>().Distinct().Select(word => Enum.Parse<PromptWebhookAction>(word, ignoreCase: true))] : before.Actions,
            PromptNames = names ?? before.PromptNames,
            IsEnabled = body.Enabled ?? before.IsEnabled,
        };
    }

    private static void CheckAddress(string url, BodyIssues issues, PrivateNetworkGuard guard)
    {
        if (url.Length == 0)
        {
            return;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            issues.Add(ApiIssue.Custom($"The address '{url}' is no http or https URL without user and password.", "url"));
        }
        else if (guard.Refusal(address) is { } refusal)
        {
            issues.Add(ApiIssue.Custom(refusal, "url"));
        }
    }
}
