namespace Observability.Architecture.Tests.Snippets;

/// <summary>A block of C# in a document.</summary>
/// <param name="File">The document, from the root of the checkout.</param>
/// <param name="Line">The line of its first line.</param>
/// <param name="Text">The code.</param>
/// <param name="OptOut">Why it is not compiled; null when it is.</param>
internal sealed record Snippet(string File, int Line, string Text, string? OptOut);
