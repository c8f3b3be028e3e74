using System.Globalization;
using System.Text;
using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>The collections of the registry in the catalog.</summary>
internal sealed class PromptCollections(ICatalogStore store)
{
    public const string LabelKey = "label";
    public const string TagKey = "tag";
    public const string FolderKey = "folder";
    public const string PromptKey = "prompt";
    public const string UsesKey = "uses";

    private static readonly CollectionSchema<StoredPrompt> PromptSchema = new(
        "prompts", PromptCatalogJson.Default.StoredPrompt, prompt => prompt.Name, prompt => NameSort(prompt.Name), KeysOf);

    private static readonly CollectionSchema<StoredPromptVersion> VersionSchema = new(
        "prompt-versions",
        PromptCatalogJson.Default.StoredPromptVersion,
        version => VersionId(version.Name, version.Version),
        version => SortText.Of(version.Version),
        version => [new(PromptKey, version.Name), new("id", version.Id, IsUnique: true), .. version.Uses.Select(use => use.Name).Distinct().Select(name => new CatalogKey(UsesKey, name))]);

    private static readonly CollectionSchema<StoredChange> ChangeSchema = new(
        "prompt-changes",
        PromptCatalogJson.Default.StoredChange,
        change => change.Id.ToString("N"),
        change => string.Create(CultureInfo.InvariantCulture, $"{SortText.Of(change.Timestamp)}{change.Sequence:D12}"),
        change => change.Name is { } name ? [new(PromptKey, name)] : []);

    private static readonly CollectionSchema<StoredProtection> ProtectionSchema = new(
        "prompt-settings", PromptCatalogJson.Default.StoredProtection, _ => StoredProtection.Id, _ => "");

    public ICatalogStore Store { get; } = store;

    public DocumentCollection<StoredPrompt> Prompts { get; } = new(store, PromptSchema);

    public DocumentCollection<StoredPromptVersion> Versions { get; } = new(store, VersionSchema);

    public DocumentCollection<StoredChange> Changes { get; } = new(store, ChangeSchema);

    public DocumentCollection<StoredProtection> Protection { get; } = new(store, ProtectionSchema);

    // Names cannot contain a bar.
    public static string VersionId(string name, int version) => $"{name}|{version}";

    /// <summary>Text that is larger the earlier the name stands in the alphabet, because the catalog lists the largest first.</summary>
    private static string NameSort(string name)
    {
        // Two digits a byte and the terminator must fit; what is beyond 255 bytes of a name does not order it.
        var bytes = Encoding.UTF8.GetBytes(name).AsSpan();
        bytes = bytes[..Math.Min(bytes.Length, (CatalogDocument.MaxSortBytes / 2) - 1)];
        foreach (ref var part in bytes)
        {
            part = (byte)~part;
        }

        // A name goes before those that it begins: what ends must be the largest.
        return Convert.ToHexStringLower(bytes) + "~";
    }

    private static IEnumerable<CatalogKey> KeysOf(StoredPrompt prompt)
    {
        foreach (var label in prompt.Labels.Keys.Append(PromptLabel.Latest.Value))
        {
            yield return new CatalogKey(LabelKey, label);
        }

        foreach (var tag in prompt.Tags)
        {
            yield return new CatalogKey(TagKey, tag);
        }

        for (var slash = prompt.Name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = prompt.Name.IndexOf('/', slash + 1))
        {
            yield return new CatalogKey(FolderKey, prompt.Name[..slash]);
        }
    }
}
