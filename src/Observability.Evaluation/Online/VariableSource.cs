namespace Observability.Evaluation.Online;

/// <summary>Where a variable of an evaluator is taken from.</summary>
public enum VariableSource
{
    /// <summary>The input of what is judged.</summary>
    Input = 0,

    /// <summary>Its output.</summary>
    Output,

    /// <summary>Its metadata.</summary>
    Metadata,

    /// <summary>The tools that were called in it: an array of <c>name</c> and <c>arguments</c>.</summary>
    ToolCalls,

    /// <summary>The expected output of the dataset item.</summary>
    ExpectedOutput,

    /// <summary>The metadata of the dataset item.</summary>
    ItemMetadata,
}
