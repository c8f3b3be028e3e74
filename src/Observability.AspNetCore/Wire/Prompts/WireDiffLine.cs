namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>A line of a difference.</summary>
/// <param name="Change">same, removed or added.</param>
/// <param name="Text">The line.</param>
internal sealed record WireDiffLine(string Change, string Text);
