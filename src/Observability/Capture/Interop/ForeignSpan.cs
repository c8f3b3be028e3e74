using System.Collections.Frozen;
using System.Diagnostics;
using Observability.Model;

namespace Observability.Capture.Interop;

/// <summary>Finds spans that somebody else made of the work we observe: ours would be doubles, and theirs has the id to share.</summary>
internal static class ForeignSpan
{
    private const string AdoptedBy = "observability.llm.adopted";

    private static readonly FrozenSet<string> Sources = new[]
    {
        "Experimental.Microsoft.Extensions.AI", "Microsoft.Extensions.AI",
        "Experimental.Microsoft.Agents.AI", "Microsoft.Agents.AI",
        "Microsoft.SemanticKernel.Diagnostics", "OpenAI.ChatClient", "Experimental.OpenAI.ChatClient",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The foreign GenAI span that runs now and stands for an observation of this kind or holds it; null when there is none.</summary>
    public static Activity? Current(ObservationKind kind)
    {
        var activity = Activity.Current;
        if (activity is null || (GenAIOperation.Of(kind) is null && kind != ObservationKind.Chain))
        {
            return null;
        }

        for (; activity is not null; activity = activity.Parent)
        {
            var operation = OperationOf(activity);
            var isModelCall = operation is "chat" or "text_completion" or "generate_content";
            if (operation is not null && (operation == GenAIOperation.Of(kind) || (isModelCall && kind is (ObservationKind.Generation or ObservationKind.Chain))))
            {
                return activity;
            }

            if (operation is "execute_tool" or "invoke_agent")
            {
                return null; // What a tool or an agent does is work of its own.
            }
        }

        return null;
    }

    /// <summary>Takes the span for one observation; null when it only holds the work, or another observation has it, as after a retry.</summary>
    public static Activity? Adopt(Activity? foreign, ObservationKind kind)
    {
        if (foreign is null || kind == ObservationKind.Chain || !ReferenceEquals(foreign, Activity.Current) || foreign.GetCustomProperty(AdoptedBy) is not null)
        {
            return null;
        }

        foreign.SetCustomProperty(AdoptedBy, kind);
        return foreign;
    }

    private static string? OperationOf(Activity activity)
    {
        if (!Sources.Contains(activity.Source.Name))
        {
            return null;
        }

        // A span that nobody records has no tags: its name begins with the operation.
        var name = activity.GetTagItem("gen_ai.operation.name") as string ?? activity.OperationName;
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? name : name[..space];
    }
}
