using System.Text;
using System.Text.RegularExpressions;
using System.Security.Cryptography;
using Observability.Model;

namespace Observability.Storage.Media;

/// <summary>Where a media file lies: <c>project/ab/id</c>, made only of characters that mean nothing to a file system.</summary>
internal static partial class MediaPath
{
    private const int IdLength = 22;

    /// <summary>The path below the media directory; null for an id that is no content hash, so that no text of a caller becomes a path.</summary>
    public static string? Of(ProjectId project, MediaId id) => HashShape().IsMatch(id.Value) ? Path.Combine(FolderOf(project), id.Value[..2], id.Value) : null;

    /// <summary>The folder of a project. Lower case only: two projects must not share one on a file system that ignores case.</summary>
    public static string FolderOf(ProjectId project)
    {
        if (PlainName().IsMatch(project.Value))
        {
            return project.Value;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(project.Value));
        return string.Concat("~", Convert.ToHexStringLower(hash).AsSpan(0, IdLength));
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{22}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HashShape();

    [GeneratedRegex(@"^[a-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
