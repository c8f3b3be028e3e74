namespace Observability.Storage.Query;

/// <summary>Says that a row and <see cref="FieldCatalog"/> disagree: a defect of ours, not of the caller's query.</summary>
internal static class UnknownField
{
    public static InvalidOperationException Of(FilterField field) =>
        new($"The row does not implement the field {field}, which the catalog lists. Add it to the row.");
}
