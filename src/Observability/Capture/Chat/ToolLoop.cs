using Microsoft.Extensions.AI;
using Observability.Capture.Messages;

namespace Observability.Capture.Chat;

/// <summary>What loops and tools are called and how their arguments are kept.</summary>
internal static class ToolLoop
{
    /// <summary>The name of a function-calling loop, as Microsoft.Extensions.AI names its own span.</summary>
    public const string Name = "orchestrate_tools";

    /// <summary>Arguments as a payload that can be written later; user objects are converted now.</summary>
    public static ArgumentsPayload? Arguments(IEnumerable<KeyValuePair<string, object?>>? arguments) =>
        arguments is null ? null : new ArgumentsPayload(arguments);
}
