using System.Text.Json;
using System.Text.RegularExpressions;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Evaluators;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Evaluators;

/// <summary>Checks an evaluator that a client sent and makes it one of ours.</summary>
internal static partial class EvaluatorReader
{
    private const int MaxPrompt = 100_000;

    private static readonly IReadOnlyList<string> Types = ["llm_as_judge", "code"];
    private static readonly IReadOnlyList<string> Languages = ["PYTHON", "TYPESCRIPT"];
    private static readonly IReadOnlyList<string> OutputTypes = ["NUMERIC", "BOOLEAN", "CATEGORICAL"];

    /// <exception cref="ApiException">It is not valid; all issues are listed.</exception>
    public static EvaluatorDefinition Read(CreateEvaluatorBody body, string id, DateTimeOffset now)
    {
        var issues = new BodyIssues();
        var name = issues.Text(body.Name, "name");
        var isCode = issues.OptionalWord(body.Type, Types, "type") == "code";
        var evaluator = new EvaluatorDefinition
        {
            Id = id,
            Name = name,
            Version = 1,
            Type = isCode ? EvaluatorType.Code : EvaluatorType.LlmAsJudge,
            CreatedAt = now,
            UpdatedAt = now,
        };
        evaluator = isCode ? ReadCode(evaluator, body, issues) : ReadJudge(evaluator, body, issues);
        issues.ThrowIfInvalid();
        return evaluator;
    }

    private static EvaluatorDefinition ReadCode(EvaluatorDefinition evaluator, CreateEvaluatorBody body, BodyIssues issues) => evaluator with
    {
        SourceCode = issues.Text(body.SourceCode, "sourceCode", MaxPrompt),
        SourceCodeLanguage = issues.Word(body.SourceCodeLanguage, Languages, "sourceCodeLanguage"),
        Variables = EvaluatorDefinition.CodeVariables,
    };

    private static EvaluatorDefinition ReadJudge(EvaluatorDefinition evaluator, CreateEvaluatorBody body, BodyIssues issues)
    {
        var prompt = issues.Text(body.Prompt, "prompt", MaxPrompt);
        var variables = Variable().Matches(prompt).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        CheckOutput(body.OutputDefinition, issues);
        if (body.ModelConfig.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)
            && (string.IsNullOrWhiteSpace(body.ModelConfig.GetText("provider")) || string.IsNullOrWhiteSpace(body.ModelConfig.GetText("model"))))
        {
            issues.Add(ApiIssue.Custom("A model config is an object with provider and model.", "modelConfig"));
        }

        VariableMapping.Check(body.Mapping, variables, issues, "mapping");
        return evaluator with
        {
            Prompt = prompt,
            Variables = variables,
            OutputDefinition = body.OutputDefinition.Or(null),
            ModelConfig = body.ModelConfig.Or(null),
            Mapping = body.Mapping.Or(null),
        };
    }

    private static void CheckOutput(JsonElement output, BodyIssues issues)
    {
        if (output.ValueKind != JsonValueKind.Object)
        {
            issues.Add(ApiIssue.InvalidType("object", JsonNames.TypeOf(output), "outputDefinition"));
            return;
        }

        var type = output.GetText("dataType");
        issues.Word(type, OutputTypes, "outputDefinition.dataType");
        if (NumberOf(output, "minValue") > NumberOf(output, "maxValue"))
        {
            issues.Add(ApiIssue.Custom("minValue must not exceed maxValue.", "outputDefinition", "maxValue"));
        }

        // Older clients put the categories into score.
        var categories = output.Get("categories").ValueKind == JsonValueKind.Array ? output.Get("categories") : output.Get("score").Get("categories");
        if (type == "CATEGORICAL"
            && (categories.ValueKind != JsonValueKind.Array
                || categories.GetArrayLength() < 2
                || categories.EnumerateArray().Any(category => category.ValueKind != JsonValueKind.String)
                || categories.EnumerateArray().Select(category => category.GetString()).Distinct(StringComparer.Ordinal).Count() < categories.GetArrayLength()))
        {
            issues.Add(ApiIssue.Custom("A categorical output needs at least two categories, each another text.", "outputDefinition", "categories"));
        }
    }

    private static double? NumberOf(JsonElement owner, string name) => owner.Get(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    [GeneratedRegex(@"\{\{\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
