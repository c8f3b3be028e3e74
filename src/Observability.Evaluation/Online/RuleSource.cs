using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Evaluation.Online;

/// <summary>The rules that are enabled in a project: those of the catalog, and in the application's own project those of its code.</summary>
internal sealed class RuleSource(LlmObservability observability, OnlineEvaluationOptions options)
{
    private readonly IReadOnlyList<LiveRule> _own =
        [.. options.Rules.Select(rule => new LiveRule(
            IdOfOwn(rule.Name),
            rule.Name,
            rule.Target,
            rule.Sampling,
            [.. rule.Filters],
            [new LiveAssignment(EvaluatorKeys.OfRegistered(rule.Evaluator), rule.Evaluator, rule.Mapping)],
            isStored: false))];

    /// <summary>The id of a rule of the code.</summary>
    public static string IdOfOwn(string name) => "code:" + name;

    private DocumentCollection<EvaluationRule> Rules => new(observability.Catalog, CatalogCollections.EvaluationRules);

    private DocumentCollection<EvaluatorDefinition> Evaluators => new(observability.Catalog, CatalogCollections.Evaluators);

    public async Task<IReadOnlyList<LiveRule>> ReadAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var live = project == observability.Options.Project ? _own.ToList() : [];
        foreach (var rule in await Rules.ListAllAsync(Rules.Query(project, CatalogCollections.Enabled), cancellationToken).ConfigureAwait(false))
        {
            live.Add(await ToLiveAsync(project, rule, cancellationToken).ConfigureAwait(false));
        }

        return live;
    }

    /// <summary>Gets one rule; null when it is gone or not enabled.</summary>
    public async Task<LiveRule?> FindAsync(ProjectId project, string id, CancellationToken cancellationToken)
    {
        if (project == observability.Options.Project && _own.FirstOrDefault(rule => rule.Id == id) is { } own)
        {
            return own;
        }

        return await Rules.GetAsync(project, id, cancellationToken).ConfigureAwait(false) is { Value: { IsEnabled: true } rule }
            ? await ToLiveAsync(project, rule, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Says on a rule of the catalog why it waits; null that it goes on.</summary>
    public Task SayAsync(ProjectId project, LiveRule rule, (string Reason, string Message)? pause, CancellationToken cancellationToken) => !rule.IsStored
        ? Task.CompletedTask
        : Rules.UpdateAsync(project, rule.Id, before => before with { PausedReason = pause?.Reason, PausedMessage = pause?.Message }, cancellationToken);

    private async Task<LiveRule> ToLiveAsync(ProjectId project, EvaluationRule rule, CancellationToken cancellationToken)
    {
        var assignments = new List<LiveAssignment>();
        foreach (var assignment in rule.Assignments)
        {
            if (EvaluatorKeys.IsRegistered(assignment.EvaluatorId, out var name))
            {
                assignments.Add(new LiveAssignment(assignment.EvaluatorId, name, MappedVariable.Read(assignment.Mapping)));
            }
            else if (await Evaluators.GetAsync(project, assignment.EvaluatorId, cancellationToken).ConfigureAwait(false) is { Value: var evaluator })
            {
                assignments.Add(new LiveAssignment(evaluator.Id, evaluator.Name, MappedVariable.Read(assignment.Mapping ?? evaluator.Mapping)));
            }
        }

        return new LiveRule(rule.Id, rule.Name, TargetOf(rule.Target), rule.Sampling, RuleConditions.Read(rule.Conditions), assignments, isStored: true);
    }

    public static EvaluationTarget TargetOf(string word) => word switch
    {
        "trace" => EvaluationTarget.Trace,
        "experiment" => EvaluationTarget.Experiment,
        _ => EvaluationTarget.Observation,
    };
}
