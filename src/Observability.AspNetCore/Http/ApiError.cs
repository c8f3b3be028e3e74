namespace Observability.AspNetCore.Http;

/// <summary>The body of an error.</summary>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Error">The kind of the error.</param>
internal sealed record ApiError(string Message, string Error);
