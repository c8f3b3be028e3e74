namespace Observability.Remote.Delivery;

/// <summary>Sends a parcel, in several requests when the server takes only smaller ones.</summary>
/// <remarks>Called by one at a time.</remarks>
internal sealed class ParcelSender(IReadOnlyDictionary<ParcelKind, IParcelRoute> routes, DeliveryHealth health, Action<Parcel> keepRefused)
{
    // What a server took is remembered for as long as the process lives, so that it is not asked too much again and again.
    private readonly Dictionary<ParcelKind, long> _largest = [];

    /// <summary>Returns null when all of it is settled, taken or refused; else what remains, and the answer that says why.</summary>
    public async Task<Unsettled?> SendAsync(Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!routes.TryGetValue(parcel.Kind, out var route))
        {
            Refuse(parcel, $"Parcels of the kind {(int)parcel.Kind} are unknown to this version.");
            return null;
        }

        for (var start = 0; start < parcel.Items.Count;)
        {
            var part = parcel.Slice(start, CountFrom(parcel, start));
            var answer = await AskAsync(route, part, timeout, cancellationToken).ConfigureAwait(false);
            switch (answer.Kind)
            {
                case AnswerKind.Taken:
                    health.Taken(part, answer);
                    break;
                case AnswerKind.TooLarge when part.Items.Count > 1:
                    _largest[parcel.Kind] = part.Bytes / 2;
                    continue;
                case AnswerKind.TooLarge or AnswerKind.Refused:
                    Refuse(part, answer.Reason ?? "");
                    break;
                default:
                    health.Failed(answer);
                    return new Unsettled(parcel.Slice(start, parcel.Items.Count - start), answer);
            }

            start += part.Items.Count;
        }

        return null;
    }

    private static async Task<Answer> AskAsync(IParcelRoute route, Parcel part, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await route.SendAsync(part, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Answer.IsOutage(exception))
        {
            return Answer.Of(exception);
        }
    }

    /// <summary>How many items from <paramref name="start"/> on go into one request; at least one.</summary>
    private int CountFrom(Parcel parcel, int start)
    {
        var most = _largest.GetValueOrDefault(parcel.Kind, long.MaxValue);
        var bytes = 0L;
        var count = 0;
        while (start + count < parcel.Items.Count && (count == 0 || bytes + parcel.Items[start + count].Bytes.Length <= most))
        {
            bytes += parcel.Items[start + count].Bytes.Length;
            count++;
        }

        return count;
    }

    private void Refuse(Parcel part, string reason)
    {
        keepRefused(part);
        health.Refused(part.Kind, part.Records, reason);
    }
}
