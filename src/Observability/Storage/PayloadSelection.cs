namespace Observability.Storage;

/// <summary>Which payloads a read returns.</summary>
[Flags]
public enum PayloadSelection
{
    /// <summary>None: the fast form for trees and lists.</summary>
    None = 0,

    /// <summary>Input and output.</summary>
    InputOutput = 1,

    /// <summary>Metadata and model parameters.</summary>
    Metadata = 2,

    /// <summary>Everything.</summary>
    All = InputOutput | Metadata,
}
