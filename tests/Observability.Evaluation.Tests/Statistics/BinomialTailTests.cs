using MathNet.Numerics.Distributions;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Tests.Statistics;

public sealed class BinomialTailTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.92)]
    [InlineData(0.03)]
    public void Steps_OfTrialsAndCounts_KeepToTheDistribution(double rate)
    {
        var tail = new BinomialTail(rate, 300);
        for (var count = 0; count <= 130; count++)
        {
            tail = tail.NextCount();
            tail.AddTrial();
            tail.AddTrial();

            var trials = 300 + (2 * (count + 1));
            Assert.Equal(Binomial.CDF(rate, trials, count), tail.Probability, tolerance: 1e-11);
            Assert.Equal(Binomial.PMF(rate, trials, count), tail.AtCount, tolerance: 1e-11);
        }
    }
}
