namespace Observability.AspNetCore.Http;

/// <summary>The body of an answer to a request that is not valid.</summary>
/// <param name="Message">Always <c>Invalid request data</c>.</param>
/// <param name="Error">What is wrong with it.</param>
internal sealed record InvalidRequestBody(string Message, IReadOnlyList<ApiIssue> Error);
