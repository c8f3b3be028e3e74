using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Observability.Dashboard;

/// <summary>The files of the built page, held in memory from the assembly's resources.</summary>
internal sealed partial class DashboardAssets
{
    private const string Prefix = "web/";
    private const string AssetsFolder = "assets/";
    private const string BrotliSuffix = ".br";

    private static readonly Lazy<DashboardAssets> LazyEmbedded = new(() => new DashboardAssets(typeof(DashboardAssets).Assembly));

    private readonly FrozenDictionary<string, DashboardAsset> _assets;

    private DashboardAssets(Assembly assembly)
    {
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        IndexHtml = files.TryGetValue("index.html", out var index) ? Encoding.UTF8.GetString(index) : null;

        var contentTypes = new FileExtensionContentTypeProvider();
        _assets = files
            .Where(file => file.Key.StartsWith(AssetsFolder, StringComparison.Ordinal) && !file.Key.EndsWith(BrotliSuffix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                file => file.Key[AssetsFolder.Length..],
                file => new DashboardAsset(
                    file.Value,
                    files.GetValueOrDefault(file.Key + BrotliSuffix),
                    contentTypes.TryGetContentType(file.Key, out var type) ? type : "application/octet-stream",
                    DashboardPage.EntityTag(file.Value),
                    HashedName().IsMatch(file.Key)),
                StringComparer.Ordinal);
    }

    public static DashboardAssets Embedded => LazyEmbedded.Value;

    /// <summary>The document, with a <c>base</c> element to be replaced; null when the page was not built.</summary>
    public string? IndexHtml { get; }

    public IResult Serve(string file, HttpContext context)
    {
        if (!_assets.TryGetValue(file, out var asset))
        {
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = asset.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        if (asset.Brotli is null || !AcceptsBrotli(context.Request))
        {
            return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: asset.EntityTag);
        }

        headers.ContentEncoding = "br";
        return TypedResults.Bytes(asset.Brotli, asset.ContentType, entityTag: asset.EntityTag);
    }

    private static bool AcceptsBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "br" && encoding.Quality is null or > 0);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    // Vite puts eight characters of the content's hash before the extension.
    [GeneratedRegex(@"-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")]
    private static partial Regex HashedName();
}
