using Microsoft.SemanticKernel;
using Observability.Capture;

namespace Observability.SemanticKernel.Filters;

/// <summary>Ties the two filters that see one tool call together: the first starts the observation, the second claims it.</summary>
internal sealed class ToolFrame(KernelFunction function)
{
    private int _claimed;

    /// <summary>The tool observation that was started for exactly this invocation of <paramref name="function"/>; null when there is none.</summary>
    /// <remarks>A filter that invokes the function a second time (a retry) finds it claimed and gets an observation of its own inside.</remarks>
    public static ObservationScope? Claim(KernelFunction function) =>
        AmbientScope.Current is { State: ToolFrame frame } scope && frame.IsFor(function) && Interlocked.Exchange(ref frame._claimed, 1) == 0
            ? scope
            : null;

    private bool IsFor(KernelFunction invoked) =>
        ReferenceEquals(function, invoked) || (function.Name == invoked.Name && function.PluginName == invoked.PluginName);
}
