namespace Observability.Evaluation.Deterministic.Text;

/// <summary>Precision, recall and their harmonic mean.</summary>
internal readonly record struct FScore(double Precision, double Recall)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Of <paramref name="shared"/> elements; two empty sides agree wholly, one empty side not at all.</summary>
    public static FScore Of(int shared, int answer, int expected) => (answer, expected) switch
    {
        (0, 0) => new FScore(1, 1),
        (0, _) or (_, 0) => default,
        _ => new FScore((double)shared / answer, (double)shared / expected),
    };
}
