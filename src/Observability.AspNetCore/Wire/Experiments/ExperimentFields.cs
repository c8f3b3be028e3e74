namespace Observability.AspNetCore.Wire.Experiments;

/// <summary>The field groups of experiments and their items.</summary>
internal static class ExperimentFields
{
    public const string Core = "core";
    public const string Dataset = "dataset";
    public const string Io = "io";
    public const string Metadata = "metadata";
    public const string ItemMetadata = "itemMetadata";
    public const string ExperimentMetadata = "experimentMetadata";
    public const string Scores = "scores";

    public static readonly IReadOnlyList<string> All = [Core, Metadata, Scores];

    public static readonly IReadOnlyList<string> Defaults = [Core];

    public static readonly IReadOnlyList<string> AllOfItems = [Core, Dataset, Io, Metadata, ItemMetadata, ExperimentMetadata, Scores];

    public static readonly IReadOnlyList<string> DefaultsOfItems = [Core, Dataset];
}
