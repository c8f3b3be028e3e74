namespace Observability.Remote.Delivery;

/// <summary>What became of everything handed over for a server, counted in records (observations, trace updates, scores) at one instant.</summary>
/// <remarks>
/// While nothing is being sent <see cref="Received"/> + <see cref="Adopted"/> = <see cref="Delivered"/> + <see cref="Rejected"/> + <see cref="Refused"/> +
/// <see cref="Dropped"/> + <see cref="Waiting"/>: each is counted on its own.
/// </remarks>
public readonly record struct DeliveryStatistics
{
    /// <summary>Records taken over from the pipeline, which counts them as written: the server has them, or the disk.</summary>
    public long Received { get; init; }

    /// <summary>Records found on disk, left there by a process that ended.</summary>
    public long Adopted { get; init; }

    /// <summary>Records the server took.</summary>
    public long Delivered { get; init; }

    /// <summary>Records the server left out of requests that it took.</summary>
    public long Rejected { get; init; }

    /// <summary>Records in requests that the server will never take, or in files that are damaged; kept aside in the folder <c>refused</c>.</summary>
    public long Refused { get; init; }

    /// <summary>Records lost because the outbox was full.</summary>
    public long Dropped { get; init; }

    /// <summary>Records that wait on disk.</summary>
    public long Waiting { get; init; }

    /// <summary>The bytes on disk of what waits, media included.</summary>
    public long WaitingBytes { get; init; }

    /// <summary>Images, audio clips and files the server will never take, or that were lost because the outbox was full or more than 256 MiB waited for what shows them.</summary>
    public long MediaLost { get; init; }

    /// <summary>Requests that failed and are tried again.</summary>
    public long Failures { get; init; }
}
