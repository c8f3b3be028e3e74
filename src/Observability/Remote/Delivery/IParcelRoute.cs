namespace Observability.Remote.Delivery;

/// <summary>Sends parcels of one kind.</summary>
internal interface IParcelRoute
{
    /// <summary>Sends a parcel in one request.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    Task<Answer> SendAsync(Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken);
}
