using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.Prompts;

namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>Checks a prompt that a client sent and makes it a draft.</summary>
internal static class PromptBodyReader
{
    /// <exception cref="ApiException">It is not valid; all issues are listed.</exception>
    public static PromptDraft Read(CreatePromptBody body)
    {
        var shared = new List<ApiIssue>();
        CheckName(body.Name, shared);
        CheckLabels(body.Labels ?? [], "labels", shared);
        if (body.CommitMessage is { Length: > PromptDraft.MaxCommitMessageLength })
        {
            shared.Add(ApiIssue.TooLong("string", PromptDraft.MaxCommitMessageLength, "commitMessage"));
        }

        var prompt = body.Prompt.Payload?.ToElement() ?? default;
        var text = TextIssues(body.Type, prompt);
        var chat = ChatIssues(body.Type, prompt);
        if (text.Count > 0 && chat.Count > 0)
        {
            throw ApiException.Invalid(ApiIssue.InvalidUnion([.. shared, .. text], [.. shared, .. chat]));
        }

        if (shared.Count > 0)
        {
            throw ApiException.Invalid(shared);
        }

        return new PromptDraft
        {
            Name = body.Name!,
            Content = ReadContent(prompt),
            Config = body.Config.Payload,
            Labels = [.. (body.Labels ?? []).Concat(body.IsActive == true ? ["production"] : []).Select(label => new PromptLabel(label))],
            Tags = body.Tags,
            CommitMessage = body.CommitMessage,
        };
    }

    /// <summary>Labels of a body; adds to the issues what is wrong with them.</summary>
    public static IReadOnlyList<PromptLabel> ReadLabels(IReadOnlyList<string> labels, string name, List<ApiIssue> issues)
    {
        var before = issues.Count;
        CheckLabels(labels, name, issues);
        if (labels.Contains(PromptLabel.Latest.Value))
        {
            issues.Add(ApiIssue.Custom("Label 'latest' is always assigned to the latest prompt version", name));
        }

        return issues.Count > before ? [] : [.. labels.Select(label => new PromptLabel(label))];
    }

    private static void CheckName(string? name, List<ApiIssue> issues)
    {
        if (name is null)
        {
            issues.Add(ApiIssue.InvalidType("string", "undefined", "name"));
        }
        else if (name.Contains('|', StringComparison.Ordinal))
        {
            issues.Add(ApiIssue.InvalidFormat("/^[^|]*$/", "Prompt name cannot contain '|' character", "name"));
        }
        else if (PromptName.Fault(name) is { } fault)
        {
            issues.Add(ApiIssue.Custom(fault, "name"));
        }
    }

    private static void CheckLabels(IReadOnlyList<string> labels, string name, List<ApiIssue> issues)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            string[] path = [name, i.ToString(System.Globalization.CultureInfo.InvariantCulture)];
            switch (labels[i])
            {
                case null:
                    issues.Add(ApiIssue.InvalidType("string", "null", path));
                    break;
                case "":
                    issues.Add(ApiIssue.TooShort("string", 1, path));
                    break;
                case { Length: > PromptLabel.MaxLength }:
                    issues.Add(ApiIssue.TooLong("string", PromptLabel.MaxLength, path));
                    break;
                case var label when PromptLabel.Fault(label) is { } fault:
                    issues.Add(ApiIssue.InvalidFormat("/^[a-z0-9_\\-.]+$/", fault, path));
                    break;
            }
        }
    }

    private static List<ApiIssue> TextIssues(string? type, JsonElement prompt)
    {
        var issues = new List<ApiIssue>();
        if (type is not (null or "text"))
        {
            issues.Add(ApiIssue.InvalidLiteral("text", "type"));
        }

        if (prompt.ValueKind != JsonValueKind.String)
        {
            issues.Add(ApiIssue.InvalidType("string", JsonNames.TypeOf(prompt), "prompt"));
        }

        return issues;
    }

    private static List<ApiIssue> ChatIssues(string? type, JsonElement prompt)
    {
        var issues = new List<ApiIssue>();
        if (type != "chat")
        {
            issues.Add(ApiIssue.InvalidLiteral("chat", "type"));
        }

        if (prompt.ValueKind != JsonValueKind.Array)
        {
            issues.Add(ApiIssue.InvalidType("array", JsonNames.TypeOf(prompt), "prompt"));
        }

        return issues;
    }

    private static PromptContent ReadContent(JsonElement prompt)
    {
        try
        {
            return PromptContentJson.Read(prompt);
        }
        catch (JsonException exception)
        {
            throw ApiException.Invalid(ApiIssue.Custom(exception.Message, "prompt"));
        }
    }
}
