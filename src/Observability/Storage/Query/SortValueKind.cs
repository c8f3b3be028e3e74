namespace Observability.Storage.Query;

/// <summary>What a <see cref="SortValue"/> holds.</summary>
internal enum SortValueKind : byte
{
    Missing = 0,
    Integer,
    Number,
    Text,
}
