namespace ScriptedModel;

/// <summary>A department that the scripted model may send a ticket to, with the words it goes by.</summary>
internal sealed record Department(string Name, params string[] Words)
{
    // In this order: an invoice for an order is a matter of billing. A parcel is never a product.
    private static readonly Department[] All =
    [
        new("billing", "charge", "invoice", "refund", "bill", "pay", "receipt", "card"),
        new("orders", "order", "parcel", "delivery", "courier"),
        new("products", "machine", "kettle", "lamp", "grinder"),
    ];

    /// <summary>The department of a ticket among those that the instructions name; null when they ask for none.</summary>
    public static string? Choose(Conversation talk) => !talk.Instructions.Contains("department", StringComparison.OrdinalIgnoreCase)
        ? null
        : All.FirstOrDefault(department => talk.Instructions.Contains(department.Name, StringComparison.OrdinalIgnoreCase) && talk.Asks(department.Words))?.Name ?? "other";
}
