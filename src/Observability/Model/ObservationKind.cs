namespace Observability.Model;

/// <summary>What an observation is: the union of the kinds the field uses.</summary>
public enum ObservationKind
{
    /// <summary>Work with a duration and no more special meaning.</summary>
    Span = 0,

    /// <summary>One call of a model that generates text, an image or speech.</summary>
    Generation,

    /// <summary>A point in time.</summary>
    Event,

    /// <summary>A run of an agent.</summary>
    Agent,

    /// <summary>A call of a tool or function.</summary>
    Tool,

    /// <summary>A step that combines others: a prompt function, a function-calling loop.</summary>
    Chain,

    /// <summary>A retrieval of documents.</summary>
    Retriever,

    /// <summary>One call of an embedding model.</summary>
    Embedding,

    /// <summary>A run of an evaluator.</summary>
    Evaluator,

    /// <summary>A check that may stop or change a request.</summary>
    Guardrail,
}
