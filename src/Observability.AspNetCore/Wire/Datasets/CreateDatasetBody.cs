using System.Text.Json;

namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>A dataset to create, or to change when one of that name is there: what is missing stays as it is.</summary>
internal sealed record CreateDatasetBody
{
    /// <summary>Its name; slashes make folders.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Anything else.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>The JSON Schema that the input of each item must satisfy; null for none.</summary>
    public JsonElement InputSchema { get; init; }

    /// <summary>The JSON Schema that the expected output of each item must satisfy; null for none.</summary>
    public JsonElement ExpectedOutputSchema { get; init; }
}
