using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Annotation;
using Observability.Evaluation.Statistics;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Endpoints.Annotation;

/// <summary>The agreement of the people who work on a queue: the scores that name the queue and their author.</summary>
internal static class AgreementEndpoint
{
    /// <summary>The most scores that are looked at, newest first.</summary>
    private const int MaxScores = 20_000;

    private const int Resamples = 500;

    public static async Task<WireResult<WireAgreement>> GetAsync(ApiRequest request, string queueId)
    {
        var queue = await AnnotationQueueEndpoints.RequireAsync(request, queueId).ConfigureAwait(false);
        var scores = new List<Score>();
        var query = new ScoreQuery { Project = request.Project, Filters = [Filter.Equal(FilterField.QueueId, queue.Id)], Limit = ListQuery.MaxLimit };
        while (scores.Count < MaxScores)
        {
            var page = await request.ReadAsync((store, aborted) => store.ListScoresAsync(query, aborted)).ConfigureAwait(false);
            scores.AddRange(page.Items);
            if (page.NextCursor is null)
            {
                return new(new WireAgreement(Of(scores), true));
            }

            query = query with { Cursor = page.NextCursor };
        }

        return new(new WireAgreement(Of(scores), false));
    }

    private static List<WireScoreAgreement> Of(List<Score> scores) =>
    [
        .. scores
            .Where(score => score.Author is not null && score.Value.Type is ScoreValueType.Numeric or ScoreValueType.Boolean or ScoreValueType.Categorical)
            .GroupBy(score => score.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(Of),
    ];

    private static WireScoreAgreement Of(IGrouping<string, Score> given)
    {
        // The newest of a person counts; scores come newest first.
        var objects = given.GroupBy(score => score.Target).Select(group => group.DistinctBy(score => score.Author).ToList()).ToList();
        var alpha = given.All(score => score.Value.Type == ScoreValueType.Numeric)
            ? KrippendorffAlpha.Of([.. objects.Select(ratings => (IReadOnlyList<double?>)[.. ratings.Select(score => (double?)score.Value.Number)])], MeasurementLevel.Interval, Resamples)
            : KrippendorffAlpha.Of([.. objects.Select(ratings => (IReadOnlyList<string?>)[.. ratings.Select(score => score.Value.Text ?? score.Value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))])], Resamples);
        return new WireScoreAgreement(
            given.Key, given.Select(score => score.Author).Distinct().Count(), objects.Count, objects.Count(ratings => ratings.Count > 1), alpha?.Value, alpha?.Lower, alpha?.Upper);
    }
}
