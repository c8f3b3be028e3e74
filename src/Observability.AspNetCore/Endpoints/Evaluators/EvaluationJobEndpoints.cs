using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Evaluators;
using Observability.Evaluation.Online;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Evaluators;

/// <summary>Ours: what rules are about to judge, what failed and why, judging what is already there, and what judges cost today.</summary>
internal static class EvaluationJobEndpoints
{
    private const string JobNotFound = "Evaluation job not found";
    private const string RuleNotFound = "Evaluation rule not found";

    private static readonly ChoiceParameter Status = new("status", "PENDING or FAILED; FAILED unless given.", ["PENDING", "FAILED"]);
    private static readonly TextParameter Rule = new("evaluationRuleId", "Only of this rule.");

    public static void Map(ApiMap api)
    {
        api.MapGet("/evaluation-jobs", ListAsync, "Ours: lists evaluations that wait, the next first, or failed, the newest first, each with its reason.", [.. Paging.Parameters, Status, Rule]).WithTags("evaluation-rules");
        api.MapGet("/evaluation-jobs/{jobId}", GetAsync, "Ours: gets an evaluation that waits or failed.").WithTags("evaluation-rules");
        api.MapPost("/evaluation-jobs/{jobId}/retry", RetryAsync, "Ours: begins an evaluation from the start.").WithTags("evaluation-rules");
        api.MapGet("/evaluation-budget", BudgetAsync, "Ours: what judges cost today, in UTC, and what they may.").WithTags("evaluation-rules");
        const string Backfills = "/evaluation-rules/{evaluationRuleId}/backfills";
        api.MapGet(Backfills, ListBackfillsAsync, "Ours: lists how far a rule is with judging what was already there, newest first.", Paging.Parameters).WithTags("evaluation-rules");
        api.MapPost(Backfills, BackfillAsync, "Ours: lets a rule judge its share of what began in a span of time. What it judged before it leaves alone.")
            .WithTags("evaluation-rules").Accepts<BackfillBody>("application/json");
    }

    private static JobRepository Jobs(ApiRequest request) => new(request.Catalog, request.Time);

    private static DocumentCollection<EvaluationBackfill> Backfills(ApiRequest request) => request.Collection(OnlineCollections.Backfills);

    private static async Task<WireResult<PagedList<WireEvaluationJob>>> ListAsync(ApiRequest request)
    {
        var paging = Paging.Read(request.Query);
        var status = request.Query.Read(Status) == "PENDING" ? EvaluationJobStatus.Pending : EvaluationJobStatus.Failed;
        var rule = request.Query.Read(Rule);
        request.Query.ThrowIfInvalid();
        var page = await ApiRequest.TryAsync(() => Jobs(request).ListAsync(request.Project, status, rule, paging.ToRequest(), request.Aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(ToWire), paging.Meta(page)));
    }

    private static async Task<WireResult<WireEvaluationJob>> GetAsync(ApiRequest request, string jobId) =>
        new(ToWire(await Jobs(request).GetAsync(request.Project, ApiRequest.Id(jobId), request.Aborted).ConfigureAwait(false) ?? throw ApiException.NotFound(JobNotFound)));

    private static async Task<WireResult<WireEvaluationJob>> RetryAsync(ApiRequest request, string jobId)
    {
        var job = await Jobs(request).RetryAsync(request.Project, ApiRequest.Id(jobId), request.Aborted).ConfigureAwait(false) ?? throw ApiException.NotFound(JobNotFound);
        Wake(request);
        return new(ToWire(job));
    }

    private static async Task<WireResult<WireEvaluationBudget>> BudgetAsync(ApiRequest request)
    {
        var options = request.Http.RequestServices.GetRequiredService<IOptions<OnlineEvaluationOptions>>().Value;
        var spent = await new DailyBudget(request.Catalog, options, request.Time).ReadAsync(request.Project, request.Aborted).ConfigureAwait(false);
        return new(new WireEvaluationBudget(spent.Day, spent.SpentUsd, options.DailyBudgetUsd, spent.Evaluations, options.DailyEvaluations));
    }

    private static async Task<WireResult<PagedList<WireEvaluationBackfill>>> ListBackfillsAsync(ApiRequest request, string evaluationRuleId)
    {
        var rule = await CatalogList.RequireAsync(request, request.Collection(CatalogCollections.EvaluationRules), evaluationRuleId, RuleNotFound).ConfigureAwait(false);
        return await CatalogList.ReadAsync(request, Backfills(request), OnlineCollections.OfRule(rule.Id), ToWire).ConfigureAwait(false);
    }

    private static async Task<WireResult<WireEvaluationBackfill>> BackfillAsync(ApiRequest request, string evaluationRuleId)
    {
        var body = await ApiBody.ReadAsync<BackfillBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var now = request.Now;
        if (body.From is null)
        {
            issues.Add(ApiIssue.InvalidType("string", "undefined", "from"));
        }
        else if (body.From >= (body.To ?? now))
        {
            issues.Add(ApiIssue.Custom("The span ends before it begins.", "to"));
        }

        issues.ThrowIfInvalid();
        var rule = await CatalogList.RequireAsync(request, request.Collection(CatalogCollections.EvaluationRules), evaluationRuleId, RuleNotFound).ConfigureAwait(false);
        if (!rule.IsEnabled)
        {
            throw ApiException.Conflict($"The evaluation rule '{rule.Name}' is not enabled. Enable it first.");
        }

        var backfill = new EvaluationBackfill { Id = CatalogClock.NewId(now), RuleId = rule.Id, From = body.From!.Value, To = body.To ?? now, CreatedAt = now };
        await Backfills(request).InsertAsync(request.Project, backfill, request.Aborted).ConfigureAwait(false);
        Wake(request);
        return new(ToWire(backfill));
    }

    private static void Wake(ApiRequest request) => request.Http.RequestServices.GetService<OnlineEvaluation>()?.Wake(request.Project);

    private static WireEvaluationJob ToWire(EvaluationJob job) => new()
    {
        Id = job.Id,
        EvaluationRuleId = job.RuleId,
        Evaluator = job.Evaluator,
        TraceId = job.TraceId.Value,
        ObservationId = job.ObservationId?.Value,
        Status = job.Status == EvaluationJobStatus.Pending ? "PENDING" : "FAILED",
        Attempts = job.Attempts,
        Reason = job.Reason,
        DueAt = job.Status == EvaluationJobStatus.Pending ? job.DueAt : null,
        CreatedAt = job.CreatedAt,
        UpdatedAt = job.UpdatedAt,
    };

    private static WireEvaluationBackfill ToWire(EvaluationBackfill backfill) =>
        new(backfill.Id, backfill.RuleId, backfill.From, backfill.To, backfill.Found, backfill.CompletedAt is null ? "RUNNING" : "COMPLETED", backfill.CreatedAt, backfill.CompletedAt);
}
