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
        var (scores, isComplete) = await ReadAsync(request, Filter.Equal(FilterField.QueueId, queue.Id)).ConfigureAwait(false);
        var people = scores.Where(score => score.Author is not null && IsComparable(score)).ToLookup(score => score.Name, StringComparer.Ordinal);
        if (people.Count == 0)
        {
            return new(new WireAgreement([], isComplete));
        }

        var (given, hasAll) = await ReadAsync(
            request, Filter.Equal(FilterField.ScoreSource, ScoreSource.Evaluator), Filter.AnyOf(FilterField.Name, [.. people.Select(group => (object)group.Key)])).ConfigureAwait(false);
        var judges = given.Where(IsComparable).ToLookup(score => score.Name, StringComparer.Ordinal);
        return new(new WireAgreement([.. people.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Of(group, judges[group.Key]))], isComplete && hasAll));
    }

    private static async Task<(List<Score> Scores, bool IsComplete)> ReadAsync(ApiRequest request, params IReadOnlyList<Filter> filters)
    {
        var scores = new List<Score>();
        var query = new ScoreQuery { Project = request.Project, Filters = filters, Limit = ListQuery.MaxLimit };
        while (scores.Count < MaxScores)
        {
            var page = await request.ReadAsync((store, aborted) => store.ListScoresAsync(query, aborted)).ConfigureAwait(false);
            scores.AddRange(page.Items);
            if (page.NextCursor is null)
            {
                return (scores, true);
            }

            query = query with { Cursor = page.NextCursor };
        }

        return (scores, false);
    }

    private static bool IsComparable(Score score) => score.Value.Type is ScoreValueType.Numeric or ScoreValueType.Boolean or ScoreValueType.Categorical;

    private static WireScoreAgreement Of(IGrouping<string, Score> given, IEnumerable<Score> judges)
    {
        // The newest of a person counts; scores come newest first.
        var objects = given.GroupBy(score => score.Target).Select(group => group.DistinctBy(score => score.Author).ToList()).ToList();
        var alpha = given.All(score => score.Value.Type == ScoreValueType.Numeric)
            ? KrippendorffAlpha.Of([.. objects.Select(ratings => (IReadOnlyList<double?>)[.. ratings.Select(score => (double?)score.Value.Number)])], MeasurementLevel.Interval, Resamples)
            : KrippendorffAlpha.Of([.. objects.Select(ratings => (IReadOnlyList<string?>)[.. ratings.Select(score => score.Value.Text ?? score.Value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))])], Resamples);
        return new WireScoreAgreement(
            given.Key, given.Select(score => score.Author).Distinct().Count(), objects.Count, objects.Count(ratings => ratings.Count > 1), alpha?.Value, alpha?.Lower, alpha?.Upper, RaterAgreement.Of([.. given], [.. judges]));
    }
}
