namespace SupportAgent;

/// <summary>One message of a customer, with a picture from <c>data/photos</c> perhaps.</summary>
internal sealed record Turn(string Text, string? Photo = null);
