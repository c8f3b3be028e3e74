namespace Observability.AspNetCore.Wire;

/// <summary>What one model did on one day.</summary>
internal sealed record WireModelUsage
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>Input tokens.</summary>
    public required long InputUsage { get; init; }

    /// <summary>Output tokens.</summary>
    public required long OutputUsage { get; init; }

    /// <summary>All tokens.</summary>
    public required long TotalUsage { get; init; }

    /// <summary>The cost in USD of the calls with a known one.</summary>
    public required double TotalCost { get; init; }

    /// <summary>The calls.</summary>
    public required long CountObservations { get; init; }

    /// <summary>The traces the calls are in.</summary>
    public required long CountTraces { get; init; }
}
