namespace Observability.Evaluation.Deterministic;

/// <summary>What a length is counted in.</summary>
public enum LengthUnit
{
    /// <summary>Words: runs of letters and digits, and each Chinese or Japanese character.</summary>
    Words = 0,

    /// <summary>Characters as a reader counts them (Unicode text elements).</summary>
    Characters,

    /// <summary>Sentences: ends of them, one at least where there is text.</summary>
    Sentences,
}
