namespace Observability.Evaluation.Deterministic;

/// <summary>What BLEU takes where no n-gram of an order matches, which would make the whole score zero.</summary>
/// <remarks>The numbering is that of Chen and Cherry, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU", WMT 2014.</remarks>
public enum BleuSmoothing
{
    /// <summary>1 / (2ᵏ · n-grams) at the k-th order without a match: NIST's, method 3, sacreBLEU's default.</summary>
    Exponential = 0,

    /// <summary>Nothing: the score is zero.</summary>
    None,

    /// <summary>0.1 / n-grams: method 1.</summary>
    Epsilon,

    /// <summary>(matches + 1) / (n-grams + 1) at every order above one: Lin and Och's, method 2.</summary>
    AddOne,
}
