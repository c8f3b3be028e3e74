using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Evaluators;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Evaluators;

/// <summary>Evaluators: create a version, list, one, delete; under both names of the wire.</summary>
internal static class EvaluatorEndpoints
{
    private const string NotFound = "Evaluator not found";

    public static void Map(ApiMap api)
    {
        foreach (var root in new[] { "/unstable/evaluators", "/v2/evaluators" })
        {
            api.MapPost(root, CreateAsync, "Creates an evaluator, or the next version of the one of that name.").WithTags("evaluators").Accepts<CreateEvaluatorBody>("application/json");
            api.MapGet(root, ListAsync, "Lists evaluators in pages, newest first, each in its newest version.", Paging.Parameters).WithTags("evaluators");
            api.MapGet(root + "/{evaluatorId}", GetAsync, "Gets an evaluator in its newest version.").WithTags("evaluators");
            api.MapDelete(root + "/{evaluatorId}", DeleteAsync, "Deletes an evaluator with all versions and takes it out of the rules; its scores stay.").WithTags("evaluators");
        }
    }

    private static DocumentCollection<EvaluatorDefinition> Evaluators(ApiRequest request) => request.Collection(CatalogCollections.Evaluators);

    private static DocumentCollection<EvaluatorDefinition> Versions(ApiRequest request) => request.Collection(CatalogCollections.EvaluatorVersions);

    private static DocumentCollection<EvaluationRule> Rules(ApiRequest request) => request.Collection(CatalogCollections.EvaluationRules);

    private static async Task<WireResult<WireEvaluator>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateEvaluatorBody>(request.Http).ConfigureAwait(false);
        var now = request.Now;
        var sent = EvaluatorReader.Read(body, CatalogClock.NewId(now), now);
        var created = await CatalogAttempts.RunAsync(async () =>
        {
            var found = await Evaluators(request).FindAsync(request.Project, CatalogCollections.Name(sent.Name), request.Aborted).ConfigureAwait(false);
            var next = found is null ? sent : sent with { Id = found.Value.Id, Version = found.Value.Version + 1, CreatedAt = found.Value.CreatedAt };
            if (found is not null && found.Value.Type != next.Type)
            {
                throw ApiException.Conflict($"The evaluator '{next.Name}' is of another type. Give the new one another name.");
            }

            await request.Catalog.CommitAsync(
                [Evaluators(request).Put(request.Project, next, found?.Revision ?? 0), Versions(request).Put(request.Project, next)], request.Aborted).ConfigureAwait(false);
            return next;
        }).ConfigureAwait(false);
        return new(await ToWireAsync(request, created).ConfigureAwait(false));
    }

    private static async Task<WireResult<PagedList<WireEvaluator>>> ListAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        request.Query.ThrowIfInvalid();
        var query = paging.ToRequest().Apply(Evaluators(request).Query(request.Project));
        var page = await ApiRequest.TryAsync(() => Evaluators(request).ListValuesAsync(query, request.Aborted)).ConfigureAwait(false);
        var wire = new List<WireEvaluator>();
        foreach (var evaluator in page.Items)
        {
            wire.Add(await ToWireAsync(request, evaluator).ConfigureAwait(false));
        }

        return new(new(wire, paging.Meta(page)));
    }

    private static async Task<WireResult<WireEvaluator>> GetAsync(ApiRequest request, string evaluatorId) => new(await ToWireAsync(
        request, await CatalogList.RequireAsync(request, Evaluators(request), evaluatorId, NotFound).ConfigureAwait(false)).ConfigureAwait(false));

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string evaluatorId)
    {
        var evaluator = await CatalogList.RequireAsync(request, Evaluators(request), evaluatorId, NotFound).ConfigureAwait(false);
        var uses = CatalogCollections.UsesEvaluator(evaluator.Id);
        foreach (var rule in await Rules(request).ListAllAsync(Rules(request).Query(request.Project, uses), request.Aborted).ConfigureAwait(false))
        {
            await Rules(request).UpdateAsync(request.Project, rule.Id, before => Without(before, evaluator.Id, request.Now), request.Aborted).ConfigureAwait(false);
        }

        foreach (var version in await Versions(request).ListAllAsync(Versions(request).Query(request.Project, uses), request.Aborted).ConfigureAwait(false))
        {
            await Versions(request).DeleteAsync(request.Project, CatalogCollections.EvaluatorVersions.Id(version), request.Aborted).ConfigureAwait(false);
        }

        await Evaluators(request).DeleteAsync(request.Project, evaluator.Id, request.Aborted).ConfigureAwait(false);
        return new(new Message("Evaluator successfully deleted"));
    }

    private static EvaluationRule Without(EvaluationRule rule, string evaluator, DateTimeOffset now)
    {
        var left = rule.Assignments.Where(assignment => assignment.EvaluatorId != evaluator).ToList();
        return left.Count == rule.Assignments.Count ? rule : rule with { Assignments = left, IsEnabled = rule.IsEnabled && left.Count > 0, UpdatedAt = now };
    }

    private static async Task<WireEvaluator> ToWireAsync(ApiRequest request, EvaluatorDefinition evaluator)
    {
        var query = Rules(request).Query(request.Project, CatalogCollections.UsesEvaluator(evaluator.Id)) with { Limit = 1, IncludeTotal = true };
        var rules = await Rules(request).ListAsync(query, request.Aborted).ConfigureAwait(false);
        return evaluator.Type == EvaluatorType.Code
            ? new WireCodeEvaluator
            {
                Id = evaluator.Id,
                Name = evaluator.Name,
                Version = evaluator.Version,
                Variables = evaluator.Variables,
                Mapping = new JsonPayload(evaluator.Mapping),
                EvaluationRuleCount = rules.TotalCount ?? 0,
                CreatedAt = evaluator.CreatedAt,
                UpdatedAt = evaluator.UpdatedAt,
                SourceCode = evaluator.SourceCode!,
                SourceCodeLanguage = evaluator.SourceCodeLanguage!,
            }
            : new WireJudge
            {
                Id = evaluator.Id,
                Name = evaluator.Name,
                Version = evaluator.Version,
                Variables = evaluator.Variables,
                Mapping = new JsonPayload(evaluator.Mapping),
                EvaluationRuleCount = rules.TotalCount ?? 0,
                CreatedAt = evaluator.CreatedAt,
                UpdatedAt = evaluator.UpdatedAt,
                Prompt = evaluator.Prompt!,
                OutputDefinition = new JsonPayload(evaluator.OutputDefinition),
                ModelConfig = new JsonPayload(evaluator.ModelConfig),
            };
    }
}
