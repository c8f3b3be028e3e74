namespace Observability.Storage.Catalog;

/// <summary>A value as it was read, with the revision that a later change of it expects.</summary>
internal sealed record Document<T>(T Value, long Revision);
