using System.Globalization;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.Evaluation.Online;

/// <summary>What judges may use in a day. What is used is kept in the catalog, so that neither a restart nor a second process begins anew.</summary>
/// <remarks>Before an evaluation begins as much is set aside as the dearest of the day cost, so that only the first ones can go beyond the limit.</remarks>
internal sealed class DailyBudget(ICatalogStore catalog, OnlineEvaluationOptions options, TimeProvider time)
{
    private readonly DocumentCollection<SpentBudget> _budgets = new(catalog, OnlineCollections.Budgets);

    /// <summary>Sets aside what one evaluation is expected to cost; null when the day's budget does not allow it.</summary>
    public async Task<BudgetShare?> TryTakeAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var day = DayOf(time.GetUtcNow());
        BudgetShare? share = null;
        await ChangeAsync(project, day, before =>
        {
            var isSpent = before.Evaluations >= options.DailyEvaluations || before.SpentUsd + before.LargestUsd > options.DailyBudgetUsd || before.SpentUsd >= options.DailyBudgetUsd;
            share = isSpent ? null : new BudgetShare(day, before.LargestUsd);
            return isSpent ? before : before with { Evaluations = before.Evaluations + 1, SpentUsd = before.SpentUsd + before.LargestUsd };
        }, cancellationToken).ConfigureAwait(false);
        return share;
    }

    /// <summary>Says what the evaluation cost, 0 when its price is not known.</summary>
    public Task SettleAsync(ProjectId project, BudgetShare share, decimal costUsd, CancellationToken cancellationToken) => share.SetAsideUsd == costUsd
        ? Task.CompletedTask
        : ChangeAsync(
            project,
            share.Day,
            before => before with { SpentUsd = before.SpentUsd - share.SetAsideUsd + costUsd, LargestUsd = Math.Max(before.LargestUsd, costUsd) },
            cancellationToken);

    /// <summary>What is used of today's budget.</summary>
    public async Task<SpentBudget> ReadAsync(ProjectId project, CancellationToken cancellationToken)
    {
        var day = DayOf(time.GetUtcNow());
        return (await _budgets.GetAsync(project, day, cancellationToken).ConfigureAwait(false))?.Value ?? new SpentBudget(day, 0, 0, 0);
    }

    /// <summary>When the next day begins.</summary>
    public DateTimeOffset NextDay() => new(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static string DayOf(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<int> ChangeAsync(ProjectId project, string day, Func<SpentBudget, SpentBudget> change, CancellationToken cancellationToken) => CatalogAttempts.RunAsync(async () =>
    {
        var found = await _budgets.GetAsync(project, day, cancellationToken).ConfigureAwait(false);
        var before = found?.Value ?? new SpentBudget(day, 0, 0, 0);
        var after = change(before);
        if (after != before)
        {
            await catalog.CommitAsync([_budgets.Put(project, after, found?.Revision ?? 0)], cancellationToken).ConfigureAwait(false);
        }

        return 0;
    });
}
