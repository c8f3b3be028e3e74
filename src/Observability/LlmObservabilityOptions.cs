using Observability.Capture;
using Observability.Model;

namespace Observability;

/// <summary>How LLM observability captures, processes and stores. Configuration section <c>LlmObservability</c>.</summary>
public sealed class LlmObservabilityOptions
{
    /// <summary>Whether anything is captured.</summary>
    /// <value>true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether prompts, completions, tool arguments and results are captured. Names, timing, tokens and cost always are.</summary>
    /// <value>true: content stays in the embedded store of this process unless a server is configured.</value>
    public bool CaptureContent { get; set; } = true;

    /// <summary>The directory of the embedded store; a relative path is taken from <see cref="AppContext.BaseDirectory"/>.</summary>
    /// <value><c>llm-observability</c>.</value>
    public string StorePath { get; set; } = "llm-observability";

    /// <summary>The project everything belongs to.</summary>
    /// <value><c>default</c>.</value>
    public ProjectId Project { get; set; } = ProjectId.Default;

    /// <summary>The environment of everything captured.</summary>
    /// <value><c>default</c>; with a host, the host's environment name in lower case.</value>
    public string Environment { get; set; } = TraceEnvironment.Default;

    /// <summary>The release of the application.</summary>
    /// <value>null.</value>
    public string? Release { get; set; }

    /// <summary>The version of the application.</summary>
    /// <value>null.</value>
    public string? Version { get; set; }

    /// <summary>What a root observation takes its trace id from.</summary>
    /// <value><see cref="TraceRootMode.FollowActivity"/>.</value>
    public TraceRootMode TraceRoots { get; set; }
}
