namespace Observability.Evaluation.Statistics;

/// <summary>How a confidence interval is read off bootstrap resamples.</summary>
public enum BootstrapInterval
{
    /// <summary>
    /// For means only: the distance of each resample in its own standard errors, taken the same to both sides (symmetric bootstrap-t; Hall, Journal of the Royal
    /// Statistical Society B 50, 1988), and never narrower than Student's interval.
    /// </summary>
    Studentized,

    /// <summary>Bias-corrected and accelerated (BCa): shifts the percentiles for bias and skew. Efron, Journal of the American Statistical Association 82, 1987.</summary>
    BiasCorrected,

    /// <summary>The percentiles of the resamples themselves.</summary>
    Percentile,
}
