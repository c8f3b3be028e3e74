namespace Observability.Model;

/// <summary>Stands for a media object inside a payload.</summary>
/// <param name="Id">The id of the content.</param>
/// <param name="ContentType">Its media type, e.g. <c>image/png</c>.</param>
/// <param name="Source">How it was given: <c>base64_data_uri</c>, <c>bytes</c> or <c>file</c>.</param>
public sealed record MediaReference(MediaId Id, string ContentType, string Source = "bytes")
{
    /// <summary>The text form that payloads hold: <c>@@@langfuseMedia:type=…|id=…|source=…@@@</c>.</summary>
    public override string ToString() => $"@@@langfuseMedia:type={ContentType}|id={Id}|source={Source}@@@";
}
