namespace Observability.Evaluation.Statistics;

/// <summary>The probability of at most k successes in n trials, moved one trial or one success at a time: a step costs a few multiplications, not an incomplete beta.</summary>
internal struct BinomialTail(double rate, int trials)
{
    private double _atCount;

    /// <summary>How many successes at most; at first -1, which is impossible.</summary>
    public int Count { get; private set; } = -1;

    /// <summary>The probability of so few.</summary>
    public double Probability { get; private set; }

    /// <summary>The probability of just as many.</summary>
    public readonly double AtCount => _atCount;

    public void AddTrial()
    {
        Probability -= rate * _atCount;
        trials++;
        _atCount *= (1 - rate) * trials / (trials - Count);
    }

    public readonly BinomialTail NextCount()
    {
        var next = this;
        next._atCount = Count < 0 ? Math.Pow(1 - rate, trials) : _atCount * rate / (1 - rate) * (trials - Count) / (Count + 1);
        next.Count = Count + 1;
        next.Probability += next._atCount;
        return next;
    }
}
