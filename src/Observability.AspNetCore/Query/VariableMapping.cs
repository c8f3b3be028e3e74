using System.Text.Json;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>Checks where the variables of an evaluator come from: a JSON array of <c>variable</c>, <c>source</c> and <c>jsonPath</c>.</summary>
internal static class VariableMapping
{
    private const int MaxPath = 500;

    private static readonly IReadOnlyList<string> Sources = ["input", "output", "metadata", "tool_calls", "expected_output", "experiment_item_metadata"];

    /// <summary>Adds what is wrong with a mapping that maps each variable once; null and none at all are right.</summary>
    public static void Check(JsonElement mapping, IReadOnlyList<string> variables, BodyIssues issues, params IReadOnlyList<string> path)
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
            if (variable is null || !variables.Contains(variable, StringComparer.Ordinal))
            {
                issues.Add(ApiIssue.Custom($"The variable '{variable}' does not exist. Map {string.Join(", ", variables)}.", [.. at, "variable"]));
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
            if (jsonPath.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) && !IsPath(entry.GetText("jsonPath")))
            {
                issues.Add(ApiIssue.Custom("A JSON path begins with $.", [.. at, "jsonPath"]));
            }
        }

        if (variables.Except(mapped, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            issues.Add(ApiIssue.Custom($"The variables {string.Join(", ", missing)} are not mapped.", path));
        }
    }

    private static bool IsPath(string? text) => text is { Length: > 0 and <= MaxPath } && text[0] == '$';
}
