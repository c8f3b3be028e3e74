using System.Text;

namespace Observability.Prompts.Files;

/// <summary>Finds paths that some file systems take for the same: those of Windows and macOS know no case.</summary>
internal sealed class PathCollisions
{
    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);

    /// <summary>Adds a path.</summary>
    /// <returns>The path or folder that it collides with; null when there is none, and only then it is added.</returns>
    public string? Add(string path)
    {
        var prefixes = PrefixesOf(path).ToList();
        if (prefixes.Select(prefix => _parts.TryGetValue(KeyOf(prefix), out var there) && there != prefix ? there : null).FirstOrDefault(there => there is not null) is { } other)
        {
            return other;
        }

        prefixes.ForEach(prefix => _parts[KeyOf(prefix)] = prefix);
        return null;
    }

    private static IEnumerable<string> PrefixesOf(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }

        yield return path;
    }

    private static string KeyOf(string path) => path.Normalize(NormalizationForm.FormC).ToUpperInvariant();
}
