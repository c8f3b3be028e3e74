using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Wire;

/// <summary>What a score judges.</summary>
/// <param name="Kind">trace, observation, session or experiment.</param>
/// <param name="Id">Its id.</param>
/// <param name="TraceId">The trace of an observation; missing otherwise.</param>
internal sealed record WireScoreSubject(string Kind, string Id, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId = null);
