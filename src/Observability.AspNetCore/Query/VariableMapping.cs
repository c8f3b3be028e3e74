using System.Text.Json;
using Observability.AspNetCore.Http;
using Observability.Evaluation.Json;
using Observability.Evaluation.Online;

namespace Observability.AspNetCore.Query;

/// <summary>Checks where the variables of an evaluator come from: a JSON array of <c>variable</c>, <c>source</c> and <c>jsonPath</c>.</summary>
internal static class VariableMapping
{
    private static IReadOnlyList<string> Sources => MappedVariable.SourceWords;

    /// <summary>Adds what is wrong with a mapping that maps each variable once; null and none at all are right.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="variables">The variables there are; null when any may be mapped.</param>
    /// <param name="issues">Takes what is wrong.</param>
    /// <param name="path">Where the mapping stands.</param>
    public static void Check(JsonElement mapping, IReadOnlyList<string>? variables, BodyIssues issues, params IReadOnlyList<string> path)
    {
        if (mapping.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return;
        }

        if (mapping.ValueKind != JsonValueKind.Array)
        {
            issues.Add(ApiIssue.InvalidType("array", JsonNames.TypeOf(mapping), path));
            return;
        }

        var mapped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, entry) in mapping.EnumerateArray().Index())
        {
            IReadOnlyList<string> at = [.. path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)];
            var variable = entry.GetText("variable");
            if (string.IsNullOrWhiteSpace(variable) || variables?.Contains(variable, StringComparer.Ordinal) == false)
            {
                issues.Add(ApiIssue.Custom($"The variable '{variable}' does not exist. Map {string.Join(", ", variables ?? ["one by name"])}.", [.. at, "variable"]));
            }
            else if (!mapped.Add(variable))
            {
                issues.Add(ApiIssue.Custom($"The variable '{variable}' is mapped twice.", [.. at, "variable"]));
            }

            if (entry.GetText("source") is not { } source || !Sources.Contains(source, StringComparer.Ordinal))
            {
                issues.Add(ApiIssue.InvalidValue(Sources, [.. at, "source"]));
            }

            var jsonPath = entry.Get("jsonPath");
            if (jsonPath.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) && !JsonPath.TryParse(entry.GetText("jsonPath") ?? "", out var wrong))
            {
                issues.Add(ApiIssue.Custom(wrong!, [.. at, "jsonPath"]));
            }
        }

        if ((variables ?? []).Except(mapped, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            issues.Add(ApiIssue.Custom($"The variables {string.Join(", ", missing)} are not mapped.", path));
        }
    }
}
