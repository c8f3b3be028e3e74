namespace Observability;

public sealed partial class LlmObservabilityOptions
{
    /// <summary>How long a prompt that was pulled is used without asking again; after that it is used while one question for all goes to the registry.</summary>
    /// <value>60 seconds; from zero, which always asks, to a day. A change made through this process, or in files it watches, is seen at once.</value>
    public TimeSpan PromptTimeToLive { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The folder of <c>.prompty</c> and YAML files that prompts are served from in place of the store or server; see <see cref="UsePromptFiles"/>.</summary>
    /// <value>null: prompts are the store's or the server's. A relative path is looked for in the current directory, then beside the application.</value>
    public string? PromptFiles { get; set; }

    /// <summary>The absolute form of <see cref="PromptFiles"/>.</summary>
    internal string? FullPromptFiles
    {
        get
        {
            if (PromptFiles is not { } path)
            {
                return null;
            }

            var current = Path.GetFullPath(path);
            return Directory.Exists(current) || Path.IsPathRooted(path) || Path.GetFullPath(path, AppContext.BaseDirectory) is not { } beside || !Directory.Exists(beside) ? current : beside;
        }
    }

    /// <summary>Serves prompts from a folder of files, e.g. in git, and writes changes of prompts back to them.</summary>
    /// <param name="folder">The folder; <c>support/answer.prompty</c> in it is the prompt <c>support/answer</c>.</param>
    /// <remarks>A file that changes is served anew without a restart. What cannot be read is said by the log and by <c>Prompts.Status</c>, while the last that could stays.</remarks>
    /// <example><code>builder.UseLlmObservability(o => o.UsePromptFiles("prompts"));</code></example>
    public LlmObservabilityOptions UsePromptFiles(string folder = "prompts")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        PromptFiles = folder;
        return this;
    }
}
