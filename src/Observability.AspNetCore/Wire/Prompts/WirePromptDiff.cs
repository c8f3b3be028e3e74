namespace Observability.AspNetCore.Wire.Prompts;

/// <summary>How two versions of a prompt differ.</summary>
/// <param name="From">The older side.</param>
/// <param name="To">The newer side.</param>
/// <param name="HasChanges">Whether anything differs.</param>
/// <param name="Content">The lines of what it says; a message of a chat prompt begins with a line that names its role.</param>
/// <param name="Config">The lines of its configuration.</param>
internal sealed record WirePromptDiff(WirePromptReference From, WirePromptReference To, bool HasChanges, IEnumerable<WireDiffLine> Content, IEnumerable<WireDiffLine> Config);
