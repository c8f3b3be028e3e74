namespace Observability.Storage.LiteDb.Files;

/// <summary>How a store opens its files; tests replace it.</summary>
internal sealed record StoreFileSystem(Func<string, IStoreFile> Open, Func<string, IStoreFile> OpenTemporary)
{
    public static StoreFileSystem Disk { get; } = new(DiskFile.Open, DiskFile.OpenTemporary);
}
