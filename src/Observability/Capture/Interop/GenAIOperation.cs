using Observability.Model;

namespace Observability.Capture.Interop;

/// <summary>What an observation is in the terms of <c>gen_ai.operation.name</c>.</summary>
internal static class GenAIOperation
{
    /// <summary>The operation; null for work that the conventions do not name.</summary>
    public static string? Of(ObservationKind kind) => kind switch
    {
        ObservationKind.Generation => "chat",
        ObservationKind.Embedding => "embeddings",
        ObservationKind.Agent => "invoke_agent",
        ObservationKind.Tool => "execute_tool",
        ObservationKind.Retriever => "retrieval",
        _ => null,
    };
}
