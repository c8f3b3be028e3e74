using Observability.AspNetCore.Wire;
using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>The parameters that several endpoints share.</summary>
internal static class Parameters
{
    public const int MaxPageLimit = 100;

    public static readonly IntegerParameter Page = new("page", "The page, from 1. Deep pages cost more than a cursor.", 1, 1_000_000, 1);

    public static readonly IntegerParameter PageLimit = new("limit", "How many items a page has.", 1, MaxPageLimit, 50);

    public static readonly IntegerParameter CursorLimit = new("limit", "How many items a page has.", 1, ListQuery.MaxLimit, 50);

    public static readonly TextParameter Cursor = new(
        "cursor",
        "Where the last page ended: meta.cursor of its answer. With a cursor, an empty one for the first page, nothing is counted and a page may have 1,000 items.",
        maxLength: 4000);

    public static readonly TextParameter OrderBy = new("orderBy", "The order as field.direction, e.g. timestamp.asc.");

    public static readonly TextParameter Search = new("search", "Words that must all occur in the input or output.");

    public static readonly TextParameter Filter = new(
        "filter",
        "Conditions that must all hold: a JSON array of { type, column, operator, value, key? }.",
        maxLength: FilterParser.MaxLength);

    public static readonly InstantParameter FromTimestamp = new("fromTimestamp", "Only what began at or after this instant.");

    public static readonly InstantParameter ToTimestamp = new("toTimestamp", "Only what began before this instant.");

    public static readonly InstantParameter FromStartTime = new("fromStartTime", "Only what started at or after this instant.");

    public static readonly InstantParameter ToStartTime = new("toStartTime", "Only what started before this instant.");

    public static readonly ListParameter Environment = new("environment", "Only these environments.");

    public static readonly TextParameter Name = new("name", "Only with this name.");

    public static readonly TextParameter UserId = new("userId", "Only of this user.");

    public static readonly TextParameter SessionId = new("sessionId", "Only of this session.");

    public static readonly TextParameter TraceId = new("traceId", "Only of this trace.");

    public static readonly TextParameter Version = new("version", "Only of this version.");

    public static readonly TextParameter Release = new("release", "Only of this release.");

    public static readonly ListParameter Tags = new("tags", "Only with all of these tags.");

    public static readonly TextParameter ParentObservationId = new("parentObservationId", "Only the children of this observation.");

    public static readonly ChoiceParameter Type = new("type", "Only observations of this type.", WireNames.Kinds);

    public static readonly ChoiceParameter Level = new("level", "Only observations of this level.", WireNames.Levels);
}
