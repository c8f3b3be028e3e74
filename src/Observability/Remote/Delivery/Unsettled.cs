namespace Observability.Remote.Delivery;

/// <summary>What remains of a parcel that could not be sent now.</summary>
/// <param name="Rest">The items from the first on that the server did not take.</param>
/// <param name="Answer">Why.</param>
internal sealed record Unsettled(Parcel Rest, Answer Answer);
