using System.Net;
using Observability.Model;
using Observability.Remote.Reading;
using Observability.Storage;
using Observability.Storage.Query;

namespace Observability.Remote;

public sealed partial class RemoteTraceStore
{
    /// <summary>Gets one trace from the server.</summary>
    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async Task<TraceDetail?> GetTraceAsync(ProjectId project, TraceId id, PayloadSelection payloads = PayloadSelection.None, CancellationToken cancellationToken = default)
    {
        var fields = payloads is PayloadSelection.None ? "core,scores,observations,metrics" : "core,io,scores,observations,metrics";
        var wire = await FindAsync(_client.Traces.GetAsync(id.Value, new Api.TracesGetQuery { Fields = fields }, cancellationToken)).ConfigureAwait(false);
        if (wire is null)
        {
            return null;
        }

        var detail = TraceReading.Of(wire, project);
        return new TraceDetail(PayloadSelector.Apply(detail.Summary, payloads), [.. detail.Observations.Select(record => PayloadSelector.Apply(record, payloads))], detail.Scores);
    }

    /// <summary>Gets one observation from the server.</summary>
    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async Task<ObservationRecord?> GetObservationAsync(ProjectId project, ObservationId id, TraceId? trace = null, CancellationToken cancellationToken = default)
    {
        var wire = await FindAsync(_client.Observations.GetAsync(id.Value, new Api.ObservationsGetQuery { TraceId = trace?.Value }, cancellationToken)).ConfigureAwait(false);
        return wire is null ? null : ObservationReading.Of(wire, project);
    }

    /// <summary>Lists traces of the server.</summary>
    /// <exception cref="NotSupportedException">The server's API cannot be asked so.</exception>
    public async Task<Page<TraceSummary>> ListTracesAsync(TraceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = RemotePage.Of(query);
        var answer = await _client.Traces.ListAsync(
            new Api.TracesListQuery
            {
                Page = page.Page,
                Limit = page.Limit,
                Cursor = page.Cursor,
                FromTimestamp = query.From,
                ToTimestamp = query.To,
                OrderBy = query.Order == SortOrder.NewestFirst ? null : $"{FilterColumn.Of(MetricsView.Traces, query.Order.Field)}.{(query.Order.Descending ? "desc" : "asc")}",
                Search = query.Search,
                Filter = FilterWriter.Write(MetricsView.Traces, query.Filters),
                Fields = query.Payloads is PayloadSelection.None ? "core,metrics" : "core,io,metrics",
            },
            cancellationToken).ConfigureAwait(false);
        return RemotePage.ToPage(answer.Data.Select(wire => PayloadSelector.Apply(TraceReading.Of(wire, query.Project), query.Payloads)), answer.Meta, query.IncludeTotal);
    }

    /// <summary>Lists observations of the server, newest first.</summary>
    /// <exception cref="NotSupportedException">The server's API cannot be asked so.</exception>
    public async Task<Page<ObservationRecord>> ListObservationsAsync(ObservationQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Order != SortOrder.NewestFirst)
        {
            throw new NotSupportedException("A server's API lists observations newest first only. Leave the order out.");
        }

        var page = RemotePage.Of(query);
        var answer = await _client.Observations.ListAsync(
            new Api.ObservationsListQuery
            {
                Page = page.Page,
                Limit = page.Limit,
                Cursor = page.Cursor,
                FromStartTime = query.From,
                ToStartTime = query.To,
                Search = query.Search,
                Filter = FilterWriter.Write(MetricsView.Observations, query.Filters),
            },
            cancellationToken).ConfigureAwait(false);
        return RemotePage.ToPage(answer.Data.Select(wire => PayloadSelector.Apply(ObservationReading.Of(wire, query.Project), query.Payloads)), answer.Meta, query.IncludeTotal);
    }

    /// <summary>Lists sessions of the server.</summary>
    /// <exception cref="NotSupportedException">The server's API cannot be asked so.</exception>
    public async Task<Page<SessionSummary>> ListSessionsAsync(SessionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = RemotePage.Of(query);
        var answer = await _client.Sessions.ListAsync(
            new Api.SessionsListQuery
            {
                Page = page.Page,
                Limit = page.Limit,
                Cursor = page.Cursor,
                FromTimestamp = query.From,
                ToTimestamp = query.To,
                Filter = FilterWriter.Write(MetricsView.Traces, query.Filters),
            },
            cancellationToken).ConfigureAwait(false);
        return RemotePage.ToPage(
            answer.Data.Select(wire => new SessionSummary
            {
                Id = new SessionId(wire.Id),
                FirstTraceTime = wire.CreatedAt,
                LastTraceTime = wire.LastTraceAt == default ? wire.CreatedAt : wire.LastTraceAt,
                Environment = TraceEnvironment.Normalize(wire.Environment),
                TraceCount = wire.TraceCount,
                Users = [.. wire.UserIds.Select(id => new UserId(id))],
                TotalTokens = wire.TotalTokens,
                TotalCost = Values.Amount(wire.TotalCost),
            }),
            answer.Meta,
            query.IncludeTotal);
    }

    /// <summary>Lists users of the server; a Langfuse server has no such list.</summary>
    /// <exception cref="NotSupportedException">The server's API cannot be asked so.</exception>
    public async Task<Page<UserSummary>> ListUsersAsync(UserQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = RemotePage.Of(query);
        var answer = await _client.Users.ListAsync(
            new Api.UsersListQuery
            {
                Page = page.Page,
                Limit = page.Limit,
                Cursor = page.Cursor,
                FromTimestamp = query.From,
                ToTimestamp = query.To,
                Filter = FilterWriter.Write(MetricsView.Traces, query.Filters),
            },
            cancellationToken).ConfigureAwait(false);
        return RemotePage.ToPage(
            answer.Data.Select(wire => new UserSummary
            {
                Id = new UserId(wire.Id),
                FirstTraceTime = wire.FirstTraceAt,
                LastTraceTime = wire.LastTraceAt,
                TraceCount = wire.TraceCount,
                ObservationCount = wire.ObservationCount,
                TotalTokens = wire.TotalTokens,
                TotalCost = Values.Amount(wire.TotalCost),
            }),
            answer.Meta,
            query.IncludeTotal);
    }

    /// <summary>Lists scores of the server.</summary>
    /// <exception cref="NotSupportedException">The server's API cannot be asked so.</exception>
    public async Task<Page<Score>> ListScoresAsync(ScoreQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var page = RemotePage.Of(query);
        var answer = await _client.Scores.ListV2Async(
            new Api.ScoresListV2Query
            {
                Page = page.Page,
                Limit = page.Limit,
                Cursor = page.Cursor,
                FromTimestamp = query.From,
                ToTimestamp = query.To,
                Filter = FilterWriter.Write(MetricsView.NumericScores, query.Filters),
            },
            cancellationToken).ConfigureAwait(false);
        return RemotePage.ToPage(answer.Data.Select(wire => ScoreReading.Of(wire, query.Project)).OfType<Score>(), answer.Meta, query.IncludeTotal);
    }

    /// <summary>Aggregates on the server.</summary>
    /// <exception cref="NotSupportedException">The server's API cannot be asked so.</exception>
    public async Task<MetricsResult> QueryMetricsAsync(MetricsQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = new MetricsText(query);
        return text.Read(await _client.Metrics.ListV2Async(new Api.MetricsListV2Query { Query = text.Write() }, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Gets media from the server; null when there is none.</summary>
    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async Task<MediaContent?> GetAsync(ProjectId project, MediaId id, CancellationToken cancellationToken = default)
    {
        if (_waitingMedia.Find(id) is { } waiting)
        {
            return waiting;
        }

        if (await FindAsync(_client.Media.GetAsync(id.Value, cancellationToken)).ConfigureAwait(false) is not { } media)
        {
            return null;
        }

        // The address is signed: it comes without keys, and may be another server's.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Address, media.Url));
        using var response = await _server.SendAsync(request, _server.Timeout, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return new MediaContent(media.ContentType, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async Task<T?> FindAsync<T>(Task<T> read)
        where T : class
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (LlmObservabilityApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
