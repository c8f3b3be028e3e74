using System.Buffers.Binary;
using LiteDB;
using Observability.Model;
using Observability.Storage.Query;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>The keys that a trace's document is listed by.</summary>
internal static class TraceKeys
{
    private const int PartKeyLength = 16;

    /// <summary>The key of a trace.</summary>
    public static byte[] Of(ProjectId project, TraceId id) => StoreKey.OfId(project, id.Value);

    /// <summary>What the keys of one kind have in front of the value; each kind is a list of its own.</summary>
    public static string? Value(FilterField field, string? value) => value is null ? null : field switch
    {
        FilterField.UserId => "u:" + value,
        FilterField.SessionId => "s:" + value,
        FilterField.Name => "n:" + value,
        FilterField.Environment => "e:" + value,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "There are keys only for user, session, name and environment."),
    };

    /// <summary>The list of traces in which a user is named by an observation though another one is the trace's.</summary>
    public static string OtherUser(string user) => "U:" + user;

    /// <summary>The list of traces in which a session is named by an observation though another one is the trace's.</summary>
    public static string OtherSession(string session) => "S:" + session;

    /// <summary>The list of traces whose payloads name a media object.</summary>
    public static string OfMedia(string media) => "m:" + media;

    /// <summary>The list that holds all matches of a filter and the fewest others; null for the list of all traces.</summary>
    public static string? BestOf(RowFilter filter)
    {
        foreach (var field in new[] { FilterField.SessionId, FilterField.UserId, FilterField.Name, FilterField.Environment })
        {
            if (filter.EqualityOn(field) is { } value)
            {
                return Value(field, value);
            }
        }

        return null;
    }

    /// <summary>The key under which traces are found whose own payloads are in a part block.</summary>
    public static byte[] OfPartBlock(long block)
    {
        var key = new byte[PartKeyLength];
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(8), block);
        return key;
    }

    public static BsonDocument ToBson(byte[] key, TraceDocument document, byte[] bytes, IEnumerable<long> saidPartBlocks)
    {
        var trace = document.Trace;
        var micros = document.Micros;
        var keys = new BsonArray { StoreKey.OfTime(trace.Project, null, micros, key) };
        Add(Value(FilterField.UserId, trace.UserId?.Value));
        Add(Value(FilterField.SessionId, trace.SessionId?.Value));
        Add(Value(FilterField.Name, trace.Name));
        Add(Value(FilterField.Environment, trace.Environment));
        AddAll(document.Users.Where(user => user != trace.UserId?.Value).Select(OtherUser));
        AddAll(document.Sessions.Where(session => session != trace.SessionId?.Value).Select(OtherSession));
        AddAll(document.Media.Select(OfMedia));
        foreach (var block in saidPartBlocks)
        {
            keys.Add(OfPartBlock(block));
        }

        return new BsonDocument { ["_id"] = key, ["k"] = keys, ["b"] = bytes };

        void AddAll(IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                Add(value);
            }
        }

        void Add(string? value)
        {
            if (value is not null)
            {
                keys.Add(StoreKey.OfTime(trace.Project, value, micros, key));
            }
        }
    }
}
