using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace SupportAgent.Plugins;

internal sealed class OrdersPlugin(OrderBook orders)
{
    [KernelFunction("find")]
    [Description("Finds an order: what was bought, for how much, and where it is.")]
    public Order Find([Description("The order number, e.g. 1001.")] string orderId) => orders[orderId];
}
