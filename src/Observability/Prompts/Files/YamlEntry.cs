using System.Text.Json;

namespace Observability.Prompts.Files;

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value as JSON.</param>
/// <param name="Line">The line of the key in the text, from 0.</param>
internal readonly record struct YamlEntry(string Key, JsonElement Value, int Line);
