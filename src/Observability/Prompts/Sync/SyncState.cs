using System.Text.Json;
using Observability.Prompts.Files;

namespace Observability.Prompts.Sync;

/// <summary>The state of the last synchronisation, in a file beside the prompts that git does not see.</summary>
internal sealed class SyncState(string root, string target)
{
    private readonly string _path = Path.Combine(root, PromptDirectory.OwnFolder, $"sync-{target}.json");

    /// <exception cref="PromptException">The file cannot be read.</exception>
    public Dictionary<string, SyncBase> Load()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), SyncStateJson.Default.DictionaryStringSyncBase) ?? [] : [];
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new PromptException(PromptFault.Unavailable, $"The state of the last synchronisation, '{_path}', cannot be read: {exception.Message} Without the file everything that differs is a conflict; delete it to go on so.", exception);
        }
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(IReadOnlyDictionary<string, SyncBase> prompts)
    {
        var folder = PromptFolderLock.OwnFolderOf(root);
        var beside = Path.Combine(folder, $"{Guid.NewGuid():N}.new");
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(prompts.OrderBy(prompt => prompt.Key, StringComparer.Ordinal).ToDictionary(), SyncStateJson.Default.DictionaryStringSyncBase));
        File.Move(beside, _path, overwrite: true);
    }
}
