using Observability.Storage.Query;

namespace Observability.Tests.Storage.Query;

public sealed class DistinctCounterTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10_000, 0)]
    [InlineData(10_001, 0.03)]
    [InlineData(50_000, 0.03)]
    [InlineData(500_000, 0.03)]
    public void Count_DistinctTextsEachThrice_IsExactUpToTenThousandAndCloseAbove(int distinct, double tolerance)
    {
        var counter = new DistinctCounter();
        for (var i = 0; i < distinct * 3; i++)
        {
            counter.Add($"user-{i % distinct}");
        }

        Assert.InRange(counter.Count, distinct * (1 - tolerance), distinct * (1 + tolerance));
    }
}
