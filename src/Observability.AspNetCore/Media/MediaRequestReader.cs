using System.Buffers.Text;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;
using Observability.Model;

namespace Observability.AspNetCore.Media;

/// <summary>Checks what a client wants to upload.</summary>
internal static class MediaRequestReader
{
    private const int Sha256Length = 44;

    private static readonly IReadOnlyList<string> TraceFields = ["input", "output", "metadata"];
    private static readonly IReadOnlyList<string> ItemFields = ["input", "expectedOutput", "metadata"];

    /// <summary>The link to upload it with.</summary>
    /// <exception cref="ApiException">It is not valid or larger than what is kept.</exception>
    public static MediaLink Read(CreateMediaBody body, ProjectId project, long maxBytes, DateTimeOffset now)
    {
        List<ApiIssue> ofTrace = [];
        List<ApiIssue> ofItem = [];
        CheckContent(body, TraceFields, ofTrace);
        CheckContent(body, ItemFields, ofItem);
        Require(body.TraceId, "traceId", ofTrace);
        Require(body.DatasetId, "datasetId", ofItem);
        Require(body.DatasetItemId, "datasetItemId", ofItem);
        Forbid(body.TraceId, "traceId", ofItem);
        Forbid(body.ObservationId, "observationId", ofItem);
        if (ofTrace.Count > 0 && ofItem.Count > 0)
        {
            throw ApiException.Invalid(ApiIssue.InvalidUnion(ofTrace, ofItem) with
            {
                Message = "Provide either traceId with field input/output/metadata, or datasetId + datasetItemId with field input/expectedOutput/metadata.",
            });
        }

        if (body.ContentLength > maxBytes)
        {
            throw ApiException.Invalid($"File size must be less than {maxBytes} bytes");
        }

        var id = Base64Url.EncodeToString(Convert.FromBase64String(body.Sha256Hash!))[..22];
        return new MediaLink("PUT", project, new MediaId(id), MediaLink.ExpiryFrom(now))
        {
            ContentType = body.ContentType!,
            ContentLength = body.ContentLength!.Value,
            Sha256 = body.Sha256Hash!,
        };
    }

    private static void CheckContent(CreateMediaBody body, IReadOnlyList<string> fields, List<ApiIssue> issues)
    {
        if (body.ContentType is null || !MediaContentTypes.Uploadable.Contains(body.ContentType, StringComparer.Ordinal))
        {
            issues.Add(ApiIssue.InvalidValue(MediaContentTypes.Uploadable, "contentType") with
            {
                Message = $"Invalid content type. Only supporting {string.Join(", ", MediaContentTypes.Uploadable)}",
            });
        }

        if (body.ContentLength is null)
        {
            issues.Add(ApiIssue.InvalidType("number", "undefined", "contentLength"));
        }
        else if (body.ContentLength <= 0)
        {
            issues.Add(ApiIssue.TooSmall(0, inclusive: false, "contentLength"));
        }

        Require(body.Sha256Hash, "sha256Hash", issues);
        if (body.Sha256Hash is { } hash && (hash.Length != Sha256Length || !Convert.TryFromBase64String(hash, new byte[33], out var bytes) || bytes != 32))
        {
            issues.Add(ApiIssue.Custom("Must be a 44 character base64 encoded SHA-256 hash", "sha256Hash"));
        }

        if (body.Field is null || !fields.Contains(body.Field, StringComparer.Ordinal))
        {
            issues.Add(ApiIssue.InvalidValue(fields, "field"));
        }
    }

    private static void Require(string? value, string name, List<ApiIssue> issues)
    {
        if (value is null)
        {
            issues.Add(ApiIssue.InvalidType("string", "undefined", name));
        }
    }

    private static void Forbid(string? value, string name, List<ApiIssue> issues)
    {
        if (value is not null)
        {
            issues.Add(ApiIssue.InvalidType("null", "string", name));
        }
    }
}
