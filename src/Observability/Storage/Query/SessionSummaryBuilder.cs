using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Sums up the traces of one session, in any order.</summary>
internal sealed class SessionSummaryBuilder(SessionId id)
{
    private readonly SortedSet<string> _users = new(StringComparer.Ordinal);
    private TraceRecord? _first;
    private DateTimeOffset _last;
    private int _traces;
    private long _tokens;
    private decimal? _cost;

    public void Add(TraceSummary summary)
    {
        var trace = summary.Trace;
        if (_first is null || (trace.Timestamp, trace.Id.Value).CompareTo((_first.Timestamp, _first.Id.Value)) < 0)
        {
            _first = trace;
        }

        _last = trace.Timestamp > _last ? trace.Timestamp : _last;
        _traces++;
        _tokens += summary.TotalTokens;
        _cost = summary.TotalCost is { } cost ? (_cost ?? 0) + cost : _cost;
        if (trace.UserId is { } user)
        {
            _users.Add(user.Value);
        }
    }

    /// <summary>Builds the summary of at least one trace.</summary>
    public SessionSummary Build() => new()
    {
        Id = id,
        FirstTraceTime = _first!.Timestamp,
        LastTraceTime = _last,
        Environment = _first.Environment ?? TraceEnvironment.Default,
        TraceCount = _traces,
        Users = [.. _users.Select(user => new UserId(user))],
        TotalTokens = _tokens,
        TotalCost = _cost,
    };
}
