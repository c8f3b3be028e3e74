namespace Observability.Prompts.Rollout;

/// <summary>How much higher the mean of the treatment is than that of the control, and the bounds this is known within.</summary>
/// <remarks>A number is null while it is unknown. Comparisons with null are false in C#, so a rule over missing data never fires.</remarks>
/// <param name="Value">Mean of the treatment minus mean of the control; null while an arm is empty.</param>
/// <param name="Lower">The difference is at least this; null while an arm has too few values.</param>
/// <param name="Upper">The difference is at most this; null while an arm has too few values.</param>
public readonly record struct DifferenceBounds(double? Value, double? Lower, double? Upper)
{
    /// <summary>Whether the difference is known to be above <paramref name="threshold"/>.</summary>
    public bool IsAbove(double threshold) => Lower > threshold;

    /// <summary>Whether the difference is known to be below <paramref name="threshold"/>.</summary>
    public bool IsBelow(double threshold) => Upper < threshold;
}
