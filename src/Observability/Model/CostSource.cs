namespace Observability.Model;

/// <summary>Where a cost comes from.</summary>
public enum CostSource
{
    /// <summary>Computed here from reported tokens and a known price.</summary>
    Computed = 0,

    /// <summary>Provided by whoever sent the observation.</summary>
    Provided,

    /// <summary>Computed here from estimated tokens.</summary>
    Estimated,
}
