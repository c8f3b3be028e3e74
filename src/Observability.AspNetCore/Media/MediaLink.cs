using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Observability.Model;

namespace Observability.AspNetCore.Media;

/// <summary>What an address allows whoever has it: to read one media object, or to upload exactly one content, until an instant.</summary>
/// <param name="Method">GET or PUT.</param>
/// <param name="Project">The project the object is in.</param>
/// <param name="Id">The object.</param>
/// <param name="Expires">Until when, to the second.</param>
internal sealed record MediaLink(string Method, ProjectId Project, MediaId Id, DateTimeOffset Expires)
{
    /// <summary>How long an address works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Signature = "signature";

    /// <summary>The type of what is uploaded.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The exact size of what is uploaded.</summary>
    public long ContentLength { get; init; }

    /// <summary>The SHA-256 of what is uploaded, in base64.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>When a link made now is over.</summary>
    public static DateTimeOffset ExpiryFrom(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds((now + Lifetime).ToUnixTimeSeconds());

    /// <summary>Reads the link of a request; null when it was not signed with that key or is over.</summary>
    public static MediaLink? Read(HttpRequest request, MediaId id, ReadOnlySpan<byte> key, DateTimeOffset now)
    {
        var query = request.Query;
        if (query["project"].ToString() is not { Length: > 0 } project || string.IsNullOrWhiteSpace(project)
            || !long.TryParse(query["expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || expires > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || !long.TryParse(query["length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var link = new MediaLink(request.Method, new ProjectId(project), id, DateTimeOffset.FromUnixTimeSeconds(expires))
        {
            ContentType = query["type"].ToString(),
            ContentLength = length,
            Sha256 = query["sha256"].ToString(),
        };
        return link.Expires > now && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(link.Sign(key)), Encoding.ASCII.GetBytes(query[Signature].ToString()))
            ? link
            : null;
    }

    /// <summary>The query of the address.</summary>
    public string ToQuery(ReadOnlySpan<byte> key) => $"{Claims()}&{Signature}={Sign(key)}";

    private string Claims() => string.Create(
        CultureInfo.InvariantCulture,
        $"project={Uri.EscapeDataString(Project.Value)}&expires={Expires.ToUnixTimeSeconds()}&type={Uri.EscapeDataString(ContentType)}&length={ContentLength}&sha256={Uri.EscapeDataString(Sha256)}");

    // The claims are escaped, so that no value can end where another begins.
    private string Sign(ReadOnlySpan<byte> key) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Method} {Id} {Claims()}")));
}
