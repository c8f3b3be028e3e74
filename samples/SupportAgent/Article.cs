namespace SupportAgent;

/// <summary>A help article.</summary>
internal sealed record Article(string Title, string Text);
