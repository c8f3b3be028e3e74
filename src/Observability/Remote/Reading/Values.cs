using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Remote.Reading;

/// <summary>Values of answers as values of records.</summary>
internal static class Values
{
    public static Payload? Payload(JsonElement? json) => json is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value
        ? Model.Payload.FromUtf8(Encoding.UTF8.GetBytes(value.GetRawText()))
        : null;

    /// <summary>The wire writes an empty object where there is no metadata.</summary>
    public static Payload? Metadata(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } value && !value.EnumerateObject().Any() ? null : Payload(json);

    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    public static UserId? User(string? id) => Text(id) is { } text ? new UserId(text) : null;

    public static SessionId? Session(string? id) => Text(id) is { } text ? new SessionId(text) : null;

    /// <summary>An amount in USD; the nearest there is to what the wire says in binary.</summary>
    public static decimal Amount(double amount) => amount is > -1e15 and < 1e15 ? (decimal)amount : 0;

    public static decimal? Amount(double? amount) => amount is { } known ? Amount(known) : null;
}
