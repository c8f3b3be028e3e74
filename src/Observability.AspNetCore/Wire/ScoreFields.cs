namespace Observability.AspNetCore.Wire;

/// <summary>The field groups of scores in the third form of the wire.</summary>
internal static class ScoreFields
{
    public const string Core = "core";
    public const string Details = "details";
    public const string Subject = "subject";
    public const string Annotation = "annotation";

    public static readonly IReadOnlyList<string> All = [Core, Details, Subject, Annotation];

    public static readonly IReadOnlyList<string> Defaults = [Core];
}
