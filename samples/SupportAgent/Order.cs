namespace SupportAgent;

/// <summary>An order as the shop knows it.</summary>
internal sealed record Order(string Id, string Item, decimal Price, string Status, string? Carrier, string? Expected, DateOnly RefundableUntil);
