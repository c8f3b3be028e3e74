namespace SupportAgent;

/// <summary>Somebody who writes to the support, and what they say turn by turn.</summary>
internal sealed record Customer(string Name, string Email, string Ticket, IReadOnlyList<Turn> Turns)
{
    public static IReadOnlyList<Customer> All { get; } =
    [
        new("Ana", "ana@example.com", "ticket-71",
        [
            new("Hello! Where is my order 1001?"),
            new("Great. And how do I clean the lamp?"),
            new("Thank you!"),
        ]),
        new("Kenji", "kenji@example.com", "ticket-72",
        [
            new("こんにちは! I want a refund for order 1002."),
        ]),
        new("Amira", "amira@example.com", "ticket-73",
        [
            new("My order 1003 arrived broken, see the photo. What can I do?", Photo: "broken-lamp.png"),
            new("شكرا! And where is my order 1004?"),
        ]),
    ];
}
