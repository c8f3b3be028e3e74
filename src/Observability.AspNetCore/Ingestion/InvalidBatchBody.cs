namespace Observability.AspNetCore.Ingestion;

/// <summary>The answer to a body that is no batch.</summary>
/// <param name="Message">Always <c>Invalid request data</c>.</param>
/// <param name="Errors">What is wrong.</param>
internal sealed record InvalidBatchBody(string Message, IReadOnlyList<string> Errors);
