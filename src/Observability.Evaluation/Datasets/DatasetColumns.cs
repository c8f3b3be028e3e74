namespace Observability.Evaluation.Datasets;

/// <summary>Which columns of a table are what of an item.</summary>
/// <remarks>A column that is not there leaves its part empty; one column as input gives its value, several give an object of them.</remarks>
public sealed record DatasetColumns
{
    /// <summary>The columns that make the input.</summary>
    /// <value><c>input</c>.</value>
    public IReadOnlyList<string> Input { get; init; } = ["input"];

    /// <summary>The columns that make the expected output.</summary>
    /// <value><c>expected_output</c>.</value>
    public IReadOnlyList<string> ExpectedOutput { get; init; } = ["expected_output"];

    /// <summary>The columns that make the metadata, always an object.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Metadata { get; init; } = [];

    /// <summary>The column of the id.</summary>
    /// <value><c>id</c>; where it is missing, ids are made.</value>
    public string Id { get; init; } = "id";
}
