using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Http;

/// <summary>Reads JSON bodies within a limit.</summary>
internal static class ApiBody
{
    /// <summary>The most bytes of a body: 4.5 MiB.</summary>
    public const int MaxBytes = 4608 * 1024;

    /// <summary>How large a body may be when it is compressed.</summary>
    public static BodyLimits Limits => new(MaxBytes, MaxDecompressedBytes: 8 * MaxBytes, MaxRatio: 100);

    /// <exception cref="ApiException">The body is no JSON, not of that shape, or too large.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
    {
        using var body = await RequestBytes.ReadAsync(context).ConfigureAwait(false);
        if (!SurrogatePairs.AreWhole(body.Memory.Span))
        {
            // Parts of a body are looked at long after it was read: none of them may hold what cannot be read as text.
            throw ApiException.Invalid(ApiIssue.Custom("A text of the body holds half of a surrogate pair."));
        }

        try
        {
            return JsonSerializer.Deserialize(body.Memory.Span, (JsonTypeInfo<T>)WireJson.Options.GetTypeInfo(typeof(T)))
                ?? throw ApiException.Invalid(ApiIssue.InvalidType("object", "null"));
        }
        catch (JsonException exception)
        {
            throw ApiException.Invalid(ApiIssue.Custom($"The body is not the JSON it should be: {exception.Message}", exception.Path is { Length: > 2 } path ? [path[2..]] : []));
        }
    }
}
