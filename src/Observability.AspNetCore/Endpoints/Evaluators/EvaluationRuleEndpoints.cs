using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Evaluators;
using Observability.Evaluation.Online;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Evaluators;

/// <summary>Evaluation rules: create, list, one, change, delete; under both names of the wire.</summary>
internal static class EvaluationRuleEndpoints
{
    private const string NotFound = "Evaluation rule not found";

    private static readonly JsonPayload NoMapping = new(Payload.FromUtf8("[]"u8.ToArray()));

    public static void Map(ApiMap api)
    {
        foreach (var root in new[] { "/unstable/evaluation-rules", "/v2/evaluation-rules" })
        {
            api.MapPost(root, CreateAsync, "Creates an evaluation rule.").WithTags("evaluation-rules").Accepts<EvaluationRuleBody>("application/json");
            api.MapGet(root, ListAsync, "Lists evaluation rules in pages, newest first.", Paging.Parameters).WithTags("evaluation-rules");
            api.MapGet(root + "/{evaluationRuleId}", GetAsync, "Gets an evaluation rule.").WithTags("evaluation-rules");
            api.MapPatch(root + "/{evaluationRuleId}", UpdateAsync, "Changes an evaluation rule: what is missing stays as it is.").WithTags("evaluation-rules").Accepts<EvaluationRuleBody>("application/json");
            api.MapDelete(root + "/{evaluationRuleId}", DeleteAsync, "Deletes an evaluation rule; its evaluators and scores stay.").WithTags("evaluation-rules");
        }
    }

    public static string? WordOf(EvaluatorType? type) => type switch
    {
        EvaluatorType.LlmAsJudge => "llm_as_judge",
        EvaluatorType.Code => "code",
        _ => null,
    };

    private static DocumentCollection<EvaluationRule> Rules(ApiRequest request) => request.Collection(CatalogCollections.EvaluationRules);

    private static async Task<WireResult<WireEvaluationRule>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<EvaluationRuleBody>(request.Http).ConfigureAwait(false);
        var rule = await EvaluationRuleReader.ReadAsync(request, body, null).ConfigureAwait(false);
        await UniqueAsync(rule, () => Rules(request).InsertAsync(request.Project, rule, request.Aborted)).ConfigureAwait(false);
        RulesChanged(request);
        return new(await ToWireAsync(request, rule).ConfigureAwait(false));
    }

    private static async Task<WireResult<PagedList<WireEvaluationRule>>> ListAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        request.Query.ThrowIfInvalid();
        var query = paging.ToRequest().Apply(Rules(request).Query(request.Project));
        var page = await ApiRequest.TryAsync(() => Rules(request).ListValuesAsync(query, request.Aborted)).ConfigureAwait(false);
        var wire = new List<WireEvaluationRule>();
        foreach (var rule in page.Items)
        {
            wire.Add(await ToWireAsync(request, rule).ConfigureAwait(false));
        }

        return new(new(wire, paging.Meta(page)));
    }

    private static async Task<WireResult<WireEvaluationRule>> GetAsync(ApiRequest request, string evaluationRuleId) => new(await ToWireAsync(
        request, await CatalogList.RequireAsync(request, Rules(request), evaluationRuleId, NotFound).ConfigureAwait(false)).ConfigureAwait(false));

    private static async Task<WireResult<WireEvaluationRule>> UpdateAsync(ApiRequest request, string evaluationRuleId)
    {
        var body = await ApiBody.ReadAsync<EvaluationRuleBody>(request.Http).ConfigureAwait(false);
        var id = ApiRequest.Id(evaluationRuleId);
        for (var attempt = 1; ; attempt++)
        {
            var found = await Rules(request).GetAsync(request.Project, id, request.Aborted).ConfigureAwait(false) ?? throw ApiException.NotFound(NotFound);
            var rule = await EvaluationRuleReader.ReadAsync(request, body, found.Value).ConfigureAwait(false);
            try
            {
                await request.Catalog.CommitAsync([Rules(request).Put(request.Project, rule, found.Revision)], request.Aborted).ConfigureAwait(false);
                RulesChanged(request);
                return new(await ToWireAsync(request, rule).ConfigureAwait(false));
            }
            catch (CatalogConflictException conflict) when (conflict.Key is null && attempt < 20)
            {
                // Somebody was faster: once more on what is there now.
            }
            catch (CatalogConflictException)
            {
                throw NameIsTaken(rule);
            }
        }
    }

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string evaluationRuleId) =>
        await Rules(request).DeleteAsync(request.Project, ApiRequest.Id(evaluationRuleId), request.Aborted).ConfigureAwait(false)
            ? new(new Message("Evaluation rule successfully deleted"))
            : throw ApiException.NotFound(NotFound);

    private static void RulesChanged(ApiRequest request) => request.Http.RequestServices.GetService<OnlineEvaluation>()?.RulesChanged(request.Project);

    private static async Task UniqueAsync(EvaluationRule rule, Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (CatalogConflictException)
        {
            throw NameIsTaken(rule);
        }
    }

    private static ApiException NameIsTaken(EvaluationRule rule) => ApiException.Conflict($"An evaluation rule with the name '{rule.Name}' exists already.");

    private static async Task<WireEvaluationRule> ToWireAsync(ApiRequest request, EvaluationRule rule)
    {
        var evaluators = request.Collection(CatalogCollections.Evaluators);
        var assignments = new List<WireRuleAssignment>();
        foreach (var assignment in rule.Assignments)
        {
            if (EvaluatorKeys.IsRegistered(assignment.EvaluatorId, out var name))
            {
                assignments.Add(new WireRuleAssignment(new WireRuleEvaluator(assignment.EvaluatorId, name, WordOf(EvaluatorType.Code)!), new JsonPayload(assignment.Mapping)));
            }
            else if (await evaluators.GetAsync(request.Project, assignment.EvaluatorId, request.Aborted).ConfigureAwait(false) is { Value: var evaluator })
            {
                assignments.Add(new WireRuleAssignment(new WireRuleEvaluator(evaluator.Id, evaluator.Name, WordOf(evaluator.Type)!), new JsonPayload(assignment.Mapping)));
            }
        }

        return new WireEvaluationRule
        {
            Id = rule.Id,
            Name = rule.Name,
            Evaluator = assignments.Count == 0 ? null : assignments[0].Evaluator,
            Evaluators = assignments,
            Target = rule.Target,
            Enabled = rule.IsEnabled,
            Status = !rule.IsEnabled ? "inactive" : rule.PausedReason is null ? "active" : "paused",
            PausedReason = rule.PausedReason,
            PausedMessage = rule.PausedMessage,
            Sampling = rule.Sampling,
            Filter = new JsonPayload(rule.Filter),
            Mapping = assignments is [{ Mapping.Payload: not null } first, ..] ? first.Mapping : NoMapping,
            CreatedAt = rule.CreatedAt,
            UpdatedAt = rule.UpdatedAt,
        };
    }
}
