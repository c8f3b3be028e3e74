namespace Observability.AspNetCore.Wire;

/// <summary>What became of a project that was to be deleted.</summary>
/// <param name="Success">Whether it was.</param>
/// <param name="Message">What happened.</param>
internal sealed record ProjectDeletion(bool Success, string Message);
