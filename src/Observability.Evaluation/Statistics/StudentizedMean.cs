using Observability.Prompts.Rollout;

namespace Observability.Evaluation.Statistics;

/// <summary>A mean whose quantile comes from resamples instead of Student's table, and is never below the table's.</summary>
internal sealed class StudentizedMean
{
    private readonly RunningMoments _data;
    private readonly double[] _distances;

    /// <param name="data">The moments of the data.</param>
    /// <param name="distances">How far each resample's mean is from the data's, in the resample's own standard errors, without sign.</param>
    public StudentizedMean(RunningMoments data, IEnumerable<double> distances)
    {
        _data = data;
        _distances = [.. distances.Order()];
    }

    private double StandardError => _data.Count > 1 ? Math.Sqrt(_data.Variance / _data.Count) : double.PositiveInfinity;

    public Estimate ToEstimate(double level)
    {
        var rank = (int)Math.Ceiling(level * (_distances.Length + 1)) - 1;
        var resampled = _distances.Length == 0 ? 0 : _distances[Math.Clamp(rank, 0, _distances.Length - 1)];
        var quantile = Math.Max(resampled, Confidence.Student(level, _data.Count - 1));
        return Estimate.Symmetric(_data.Mean, StandardError, quantile, level, (int)_data.Count, "studentized bootstrap");
    }

    public double PValue()
    {
        var table = Confidence.StudentPValue(_data.Mean, StandardError, _data.Count - 1);
        if (_distances.Length == 0)
        {
            // Values without any spread: no resample says anything that the table does not.
            return table;
        }

        var distance = Math.Abs(_data.Mean) / StandardError;
        var beyond = _distances.Length - (Array.FindIndex(_distances, other => other >= distance) is var first and >= 0 ? first : _distances.Length);
        return Math.Max(table, (beyond + 1.0) / (_distances.Length + 1));
    }
}
