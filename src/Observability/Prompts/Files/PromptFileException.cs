namespace Observability.Prompts.Files;

/// <summary>A file cannot be read as a prompt; the message says where and what to do.</summary>
internal sealed class PromptFileException(int line, string message) : Exception(message)
{
    /// <summary>The line it is about, from 1; 0 when it is about the whole file.</summary>
    public int Line { get; } = line;
}
