using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace SupportAgent.Plugins;

internal sealed class RefundsPlugin(OrderBook orders, TimeProvider clock)
{
    [KernelFunction("pay_back")]
    [Description("Pays an order back to the customer.")]
    public string PayBack([Description("The order number.")] string orderId, [Description("The amount in USD.")] decimal amount)
    {
        var order = orders[orderId];
        var today = DateOnly.FromDateTime(clock.GetUtcNow().Date);
        return order.RefundableUntil < today
            ? throw new InvalidOperationException($"Order {orderId} could be refunded until {order.RefundableUntil:yyyy-MM-dd} only.")
            : $"{Math.Min(amount, order.Price):0.00} USD for order {orderId} are on their way back to you.";
    }
}
