namespace Observability.Model;

/// <summary>Properties of a trace that can be said to have no value, see <see cref="TraceRecord.Cleared"/>.</summary>
[Flags]
public enum TraceProperties
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><see cref="TraceRecord.Name"/>.</summary>
    Name = 1,

    /// <summary><see cref="TraceRecord.Input"/>.</summary>
    Input = 2,

    /// <summary><see cref="TraceRecord.Output"/>.</summary>
    Output = 4,

    /// <summary><see cref="TraceRecord.Metadata"/>.</summary>
    Metadata = 8,

    /// <summary><see cref="TraceRecord.Release"/>.</summary>
    Release = 16,

    /// <summary><see cref="TraceRecord.Version"/>.</summary>
    Version = 32,

    /// <summary><see cref="TraceRecord.UserId"/>.</summary>
    UserId = 64,

    /// <summary><see cref="TraceRecord.SessionId"/>.</summary>
    SessionId = 128,
}
