namespace Observability.Evaluation.Statistics;

/// <summary>How a confidence interval is read off bootstrap resamples.</summary>
public enum BootstrapInterval
{
    /// <summary>Bias-corrected and accelerated (BCa): shifts the percentiles for bias and skew. Efron, Journal of the American Statistical Association 82, 1987.</summary>
    BiasCorrected,

    /// <summary>The percentiles of the resamples themselves.</summary>
    Percentile,
}
