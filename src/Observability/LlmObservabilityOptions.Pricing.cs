using Observability.Pricing;

namespace Observability;

public sealed partial class LlmObservabilityOptions
{
    /// <summary>Prices that go before the built-in table: negotiated ones, models it does not know, own deployments by their name.</summary>
    /// <value>Empty.</value>
    public IList<ModelPrice> Prices { get; } = [];
}
