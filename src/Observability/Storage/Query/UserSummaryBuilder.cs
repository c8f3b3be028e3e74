using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Sums up the traces of one user, in any order.</summary>
internal sealed class UserSummaryBuilder(UserId id)
{
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last;
    private int _traces;
    private int _observations;
    private long _tokens;
    private decimal? _cost;

    public void Add(TraceSummary summary)
    {
        var time = summary.Trace.Timestamp;
        _first = time < _first ? time : _first;
        _last = time > _last ? time : _last;
        _traces++;
        _observations += summary.ObservationCount;
        _tokens += summary.TotalTokens;
        _cost = summary.TotalCost is { } cost ? (_cost ?? 0) + cost : _cost;
    }

    /// <summary>Builds the summary of at least one trace.</summary>
    public UserSummary Build() => new()
    {
        Id = id,
        FirstTraceTime = _first,
        LastTraceTime = _last,
        TraceCount = _traces,
        ObservationCount = _observations,
        TotalTokens = _tokens,
        TotalCost = _cost,
    };
}
