using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Evaluators;
using Observability.Evaluation;
using Observability.Evaluation.Online;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.Query;

namespace Observability.AspNetCore.Endpoints.Evaluators;

/// <summary>Checks an evaluation rule that a client sent and makes it one of ours.</summary>
internal static class EvaluationRuleReader
{
    private const int MaxConditions = 50;
    private const int MaxEvaluators = 20;

    // The wire knows no target trace any more; it is ours.
    private static readonly IReadOnlyList<string> Targets = ["observation", "experiment", "trace"];
    private static readonly Payload Everything = Payload.FromUtf8("[]"u8.ToArray());

    /// <summary>Makes the rule of what it was; what the body does not say stays.</summary>
    /// <exception cref="ApiException">It is not valid, or names an evaluator that is not there.</exception>
    public static async Task<EvaluationRule> ReadAsync(ApiRequest request, EvaluationRuleBody body, EvaluationRule? before)
    {
        var issues = new BodyIssues();
        var name = before is null ? issues.Text(body.Name, "name") : issues.OptionalText(body.Name, "name") ?? before.Name;
        var target = before is null ? issues.Word(body.Target, Targets, "target") : issues.OptionalWord(body.Target, Targets, "target") ?? before.Target;
        if (before is null && body.Enabled is null)
        {
            issues.Add(ApiIssue.InvalidType("boolean", "undefined", "enabled"));
        }

        if (body.Sampling is { } sampling && !(sampling > 0 && sampling <= 1))
        {
            issues.Add(ApiIssue.Custom("Sampling is above 0 and at most 1.", "sampling"));
        }

        CheckFilter(body.Filter, issues);
        var assignments = await ReadAssignmentsAsync(request, body, issues).ConfigureAwait(false) ?? before?.Assignments ?? [];
        var isEnabled = body.Enabled ?? (before?.IsEnabled == true && assignments.Count > 0);
        if (isEnabled && assignments.Count == 0)
        {
            issues.Add(ApiIssue.Custom("A rule that runs needs at least one evaluator.", "evaluators"));
        }

        issues.ThrowIfInvalid();
        var filter = body.Filter.Or(before?.Filter) ?? Everything;
        var now = request.Now;
        return new EvaluationRule
        {
            Id = before?.Id ?? CatalogClock.NewId(now),
            Name = name,
            Target = target,
            IsEnabled = isEnabled,
            Sampling = body.Sampling ?? before?.Sampling ?? 1,
            Filter = filter,
            Conditions = await ReadConditionsAsync(filter, target).ConfigureAwait(false),
            Assignments = assignments,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
        };
    }

    private static async Task<IReadOnlyList<EvaluationAssignment>?> ReadAssignmentsAsync(ApiRequest request, EvaluationRuleBody body, BodyIssues issues)
    {
        if (body.Evaluators is null && body.Evaluator is null)
        {
            return null;
        }

        IReadOnlyList<EvaluatorAssignmentBody?> sent = body.Evaluators ?? [new EvaluatorAssignmentBody { Evaluator = body.Evaluator, Mapping = body.Mapping }];
        if (sent.Count > MaxEvaluators)
        {
            issues.Add(ApiIssue.TooLong("array", MaxEvaluators, "evaluators"));
            return [];
        }

        var assignments = new List<EvaluationAssignment>();
        foreach (var (index, assignment) in sent.Index())
        {
            IReadOnlyList<string> path = body.Evaluators is null ? [] : ["evaluators", index.ToString(System.Globalization.CultureInfo.InvariantCulture)];
            if (assignment?.Evaluator is not { } reference || (string.IsNullOrWhiteSpace(reference.Name) && string.IsNullOrWhiteSpace(reference.Id)))
            {
                issues.Add(ApiIssue.InvalidType("string", "undefined", [.. path, "evaluator", "name"]));
                continue;
            }

            var found = await FindAsync(request, reference).ConfigureAwait(false);
            if (found is null && Registered(request, reference) is { } name)
            {
                VariableMapping.Check(assignment.Mapping, null, issues, [.. path, "mapping"]);
                assignments.Add(new EvaluationAssignment(EvaluatorKeys.OfRegistered(name), assignment.Mapping.Or(null)));
                continue;
            }

            var evaluator = found
                ?? throw ApiException.NotFound($"Evaluator '{reference.Name ?? reference.Id}' not found");
            if (evaluator.Type == EvaluatorType.LlmAsJudge)
            {
                VariableMapping.Check(assignment.Mapping, evaluator.Variables, issues, [.. path, "mapping"]);
            }

            var mapping = assignment.Mapping.Or(null);
            if (mapping is null && evaluator is { Type: EvaluatorType.LlmAsJudge, Mapping: null, Variables.Count: > 0 })
            {
                issues.Add(ApiIssue.Custom($"The evaluator '{evaluator.Name}' says not where its variables come from: map {string.Join(", ", evaluator.Variables)}.", [.. path, "mapping"]));
            }

            assignments.Add(new EvaluationAssignment(evaluator.Id, mapping));
        }

        return assignments;
    }

    private static async Task<EvaluatorDefinition?> FindAsync(ApiRequest request, EvaluatorReference reference)
    {
        var evaluators = request.Collection(CatalogCollections.Evaluators);
        var found = string.IsNullOrWhiteSpace(reference.Id)
            ? await evaluators.FindAsync(request.Project, CatalogCollections.Name(reference.Name!), request.Aborted).ConfigureAwait(false)
            : await evaluators.GetAsync(request.Project, reference.Id, request.Aborted).ConfigureAwait(false);
        return reference.Type is null || reference.Type == EvaluationRuleEndpoints.WordOf(found?.Value.Type) ? found?.Value : null;
    }

    /// <summary>The name of an evaluator that the application registered, when it is meant.</summary>
    private static string? Registered(ApiRequest request, EvaluatorReference reference) =>
        (reference.Id is { Length: > 0 } id ? EvaluatorKeys.IsRegistered(id, out var own) ? own : null : reference.Name) is { } name
        && reference.Type is null or "code"
        && request.Http.RequestServices.GetService<EvaluatorRegistry>()?.TryGet(name, out _) == true ? name : null;

    // Compiled once here, so that a rule that is kept can run.
    private static Task<Payload> ReadConditionsAsync(Payload filter, string target) => ApiRequest.TryAsync(() =>
    {
        var view = LiveRule.ViewOf(RuleSource.TargetOf(target));
        var filters = FilterParser.Parse(filter.ToElement(), view == QueryView.Traces ? FilterColumns.Traces : FilterColumns.Observations, "filter");
        RowFilter.Compile(view, filters);
        return Task.FromResult(RuleConditions.Write(filters));
    });

    private static void CheckFilter(JsonElement filter, BodyIssues issues)
    {
        if (filter.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return;
        }

        if (filter.ValueKind != JsonValueKind.Array || filter.GetArrayLength() > MaxConditions)
        {
            issues.Add(filter.ValueKind == JsonValueKind.Array ? ApiIssue.TooLong("array", MaxConditions, "filter") : ApiIssue.InvalidType("array", JsonNames.TypeOf(filter), "filter"));
            return;
        }

        var found = new List<ApiIssue>();
        foreach (var (index, condition) in filter.EnumerateArray().Index())
        {
            FilterCondition.Read(condition, ["filter", index.ToString(System.Globalization.CultureInfo.InvariantCulture)], found);
        }

        found.ForEach(issues.Add);
    }
}
