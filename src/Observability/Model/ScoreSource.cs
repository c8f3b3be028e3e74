namespace Observability.Model;

/// <summary>Who gave a score.</summary>
public enum ScoreSource
{
    /// <summary>A program, through the API or the tracer.</summary>
    Api = 0,

    /// <summary>An evaluator.</summary>
    Evaluator,

    /// <summary>A person.</summary>
    Annotation,
}
