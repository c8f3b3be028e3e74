namespace Observability.Evaluation.Deterministic.Text;

/// <summary>The counts behind BLEU: they add up over a corpus.</summary>
internal sealed class BleuCounts
{
    public const int MaxOrder = 4;

    private readonly int[] _matches = new int[MaxOrder];
    private readonly int[] _totals = new int[MaxOrder];
    private long _candidateLength;
    private long _referenceLength;

    /// <summary>Adds one segment with its references.</summary>
    public void Add(ulong[] candidate, IReadOnlyList<ulong[]> references)
    {
        for (var order = 1; order <= MaxOrder && order <= candidate.Length; order++)
        {
            var grams = new List<ulong[]>(references.Count);
            foreach (var reference in references)
            {
                grams.Add(TokenHash.SortedGrams(reference, order));
            }

            var own = TokenHash.SortedGrams(candidate, order);
            _matches[order - 1] += TokenHash.Clipped(own, grams);
            _totals[order - 1] += own.Length;
        }

        _candidateLength += candidate.Length;
        _referenceLength += Closest(candidate.Length, references);
    }

    /// <summary>BLEU = BP · exp(mean of ln pₙ), over the orders the candidate is long enough for.</summary>
    public double Score(BleuSmoothing smoothing)
    {
        if (_candidateLength == 0)
        {
            return _referenceLength == 0 ? 1 : 0;
        }

        if (_matches[0] == 0)
        {
            return 0;
        }

        var sum = 0.0;
        var orders = 0;
        var missed = 0;
        for (; orders < MaxOrder && _totals[orders] > 0; orders++)
        {
            var precision = Precision(orders, smoothing, ref missed);
            if (precision == 0)
            {
                return 0;
            }

            sum += Math.Log(precision);
        }

        var brevity = _candidateLength > _referenceLength ? 1 : Math.Exp(1 - ((double)_referenceLength / _candidateLength));
        return Math.Min(1, brevity * Math.Exp(sum / orders));
    }

    private double Precision(int index, BleuSmoothing smoothing, ref int missed)
    {
        double matches = _matches[index];
        double total = _totals[index];
        switch (smoothing)
        {
            case BleuSmoothing.AddOne when index > 0:
                return (matches + 1) / (total + 1);
            case BleuSmoothing.Epsilon when matches == 0:
                return 0.1 / total;
            case BleuSmoothing.Exponential when matches == 0:
                missed++;
                return 1 / (Math.Pow(2, missed) * total);
            default:
                return matches / total;
        }
    }

    // The reference length that is closest to the candidate's; the shorter of two equally close ones.
    private static int Closest(int length, IReadOnlyList<ulong[]> references)
    {
        var closest = references[0].Length;
        foreach (var reference in references)
        {
            var distance = Math.Abs(reference.Length - length);
            var best = Math.Abs(closest - length);
            if (distance < best || (distance == best && reference.Length < closest))
            {
                closest = reference.Length;
            }
        }

        return closest;
    }
}
