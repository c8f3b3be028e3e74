namespace Observability.Model;

/// <summary>The type of a score's value.</summary>
public enum ScoreValueType
{
    /// <summary>A number.</summary>
    Numeric = 0,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One of a set of words.</summary>
    Categorical,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>What the output should have been.</summary>
    Correction,
}
