namespace Observability.AspNetCore.Access;

/// <summary>What a caller may do, and what an endpoint asks for.</summary>
[Flags]
internal enum ApiPermission
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Learn who one is and which project one sees.</summary>
    Identity = 1,

    /// <summary>Read the project.</summary>
    Read = 2,

    /// <summary>Change the project: what is not one of the others.</summary>
    Write = 4,

    /// <summary>Send telemetry.</summary>
    Ingest = 8,

    /// <summary>Write scores.</summary>
    Score = 16,

    /// <summary>Change the project itself and its keys.</summary>
    Manage = 32,

    /// <summary>Make projects, and manage all of them.</summary>
    Administer = 64,

    /// <summary>Everything.</summary>
    All = Identity | Read | Write | Ingest | Score | Manage | Administer,
}
