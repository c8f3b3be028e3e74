namespace Observability.AspNetCore.Wire.Datasets;

/// <summary>Media that an item refers to.</summary>
/// <param name="Field">input, expectedOutput or metadata.</param>
/// <param name="ReferenceString">The reference as it stands there.</param>
/// <param name="JsonPath">Where it stands in the field, as a JSON path.</param>
/// <param name="Media">The media.</param>
internal sealed record WireMediaReference(string Field, string ReferenceString, string JsonPath, WireReferencedMedia Media);
