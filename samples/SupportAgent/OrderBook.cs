using System.Text.Json;

namespace SupportAgent;

/// <summary>The orders in <c>data/orders.json</c>.</summary>
internal sealed class OrderBook
{
    private readonly Dictionary<string, Order> _orders = Load().ToDictionary(order => order.Id);

    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    public Order this[string id] => _orders.TryGetValue(id, out var order) ? order : throw new KeyNotFoundException($"There is no order {id}.");

    private static Order[] Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", "orders.json"));
        return JsonSerializer.Deserialize<Order[]>(file, JsonSerializerOptions.Web)!;
    }
}
