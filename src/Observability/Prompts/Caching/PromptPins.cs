using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Observability.Diagnostics;

namespace Observability.Prompts.Caching;

/// <summary>The last good answers of the registry, as files: what an application starts from while the server is down.</summary>
/// <remarks>A file is written beside and moved into place, so that a reader or a crash never meets half of one. Processes may share the directory: the last one wins.</remarks>
internal sealed class PromptPins(string directory, ILogger logger)
{
    private const long MaxBytes = 16 * 1024 * 1024;

    public void Save(PromptKey key, PulledPrompt pulled)
    {
        var path = PathOf(key);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(directory);
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, PinnedPrompt.Of(key, pulled), PinnedPromptJson.Default.PinnedPrompt);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.PromptNotPinned(exception, key.ToString(), directory);
            Delete(beside);
        }
    }

    /// <summary>What an earlier process saved; null when there is nothing, or nothing that can be read.</summary>
    public PulledPrompt? Load(PromptKey key)
    {
        try
        {
            var path = PathOf(key);
            if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes })
            {
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var pinned = JsonSerializer.Deserialize(file, PinnedPromptJson.Default.PinnedPrompt);
            return pinned?.Question == key.ToString() ? pinned.ToPulled(key) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            logger.PromptNotPinned(exception, key.ToString(), directory);
            return null;
        }
    }

    /// <summary>The registry says that there is no such prompt any more.</summary>
    public void Forget(PromptKey key) => Delete(PathOf(key));

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays, and is overwritten or ignored later.
        }
    }

    private string PathOf(PromptKey key) => Path.Combine(directory, Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(key.ToString()))) + ".json");
}
