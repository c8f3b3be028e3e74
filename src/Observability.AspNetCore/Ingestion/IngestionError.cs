using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire;

namespace Observability.AspNetCore.Ingestion;

/// <summary>An event that was refused.</summary>
/// <param name="Id">The id of the event; <c>unknown</c> when it has none.</param>
/// <param name="Status">The HTTP status it would have alone.</param>
/// <param name="Message">What kind of error it is.</param>
/// <param name="Error">What is wrong, as text; of an invalid event the issues as JSON.</param>
internal sealed record IngestionError(string Id, int Status, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error)
{
    private static readonly JsonTypeInfo<IReadOnlyList<ApiIssue>> IssuesInfo = (JsonTypeInfo<IReadOnlyList<ApiIssue>>)WireJson.Options.GetTypeInfo(typeof(IReadOnlyList<ApiIssue>));

    public static IngestionError Invalid(string id, IReadOnlyList<ApiIssue> issues) => Invalid(id, JsonSerializer.Serialize(issues, IssuesInfo));

    public static IngestionError Invalid(string id, string error) => new(id, 400, "Invalid request data", error);

    /// <summary>The key may send scores and nothing else.</summary>
    public static IngestionError OutOfScope(string id) => new(id, 401, "Authentication error", "Access Scope Denied");

    public static IngestionError NotFound(string id, string error) => new(id, 404, "Resource not found", error);
}
