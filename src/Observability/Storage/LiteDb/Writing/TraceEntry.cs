using Observability.Model;
using Observability.Storage.LiteDb.Telemetry;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Writing;

/// <summary>A trace as the writer keeps it between batches.</summary>
internal sealed class TraceEntry(ProjectId project, TraceId id, byte[] key)
{
    public ProjectId Project { get; } = project;

    public TraceId Id { get; } = id;

    public byte[] Key { get; } = key;

    /// <summary>What the observations add up to.</summary>
    public TraceSummaryBuilder Builder { get; private set; } = new(project, id);

    /// <summary>The live row of each observation and the part of its payloads.</summary>
    public Dictionary<string, (long Row, long Payload)> Observations { get; } = new(StringComparer.Ordinal);

    public RowRuns Rows { get; set; } = new();

    public RowRuns DeadRows { get; set; } = new();

    /// <summary>The users its observations and records name.</summary>
    public SortedSet<string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>The sessions, likewise.</summary>
    public SortedSet<string> Sessions { get; } = new(StringComparer.Ordinal);

    /// <summary>The media its payloads name or named.</summary>
    public SortedSet<string> Media { get; } = new(StringComparer.Ordinal);

    /// <summary>What was said, without payloads.</summary>
    public TraceRecord? Said { get; set; }

    /// <summary>What had been said when the rows were written or changed last; null for nothing.</summary>
    public TraceRecord? Inherited { get; set; }

    /// <summary>The part with the payloads of what was said; 0 for none.</summary>
    public long SaidPayload { get; set; }

    /// <summary>The part blocks those are in; null when not known yet.</summary>
    public long[]? SaidPartBlocks { get; set; }

    /// <summary>Whether an observation was replaced, so that the sums must be made anew.</summary>
    public bool IsStale { get; set; }

    public void Add(ObservationRecord lean, long row, long payload)
    {
        if (Observations.TryGetValue(lean.Id.Value, out var older))
        {
            Rows.Remove(older.Row);
            DeadRows.Add(older.Row);
            IsStale = true;
        }

        Observations[lean.Id.Value] = (row, payload);
        Rows.Add(row);
        if (!IsStale)
        {
            Sum(lean);
        }
    }

    public void Rebuild(Func<long, ObservationRecord?> read)
    {
        Builder = new TraceSummaryBuilder(Project, Id);
        Users.Clear();
        Sessions.Clear();
        foreach (var row in Rows.Rows())
        {
            if (read(row) is { } record)
            {
                Sum(record);
            }
        }

        IsStale = false;
    }

    /// <summary>The document; null when nothing is known of the trace.</summary>
    public TraceDocument? ToDocument()
    {
        if (Builder.Build(Said) is not { } derived)
        {
            return null;
        }

        Name(Said?.UserId, Said?.SessionId);
        return new TraceDocument
        {
            Derived = derived,
            Said = Said,
            SaidPayload = SaidPayload,
            RootPayload = Builder.Root is { } root && Observations.TryGetValue(root.Id.Value, out var at) ? at.Payload : 0,
            Rows = Rows,
            DeadRows = DeadRows,
            Users = [.. Users],
            Sessions = [.. Sessions],
            Media = [.. Media],
        };
    }

    private void Sum(ObservationRecord lean)
    {
        Builder.Add(lean);
        Name(lean.UserId, lean.SessionId);
    }

    private void Name(UserId? user, SessionId? session)
    {
        if (user is { } namedUser)
        {
            Users.Add(namedUser.Value);
        }

        if (session is { } namedSession)
        {
            Sessions.Add(namedSession.Value);
        }
    }
}
