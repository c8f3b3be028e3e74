namespace Observability.AspNetCore.Wire;

/// <summary>How a payload is written into an answer.</summary>
internal enum JsonPayloadForm
{
    /// <summary>As the JSON it is.</summary>
    Raw = 0,

    /// <summary>As text: a string as itself, anything else as its JSON in a string.</summary>
    Text,
}
