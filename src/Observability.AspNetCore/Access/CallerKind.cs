namespace Observability.AspNetCore.Access;

/// <summary>How a caller came in.</summary>
internal enum CallerKind
{
    /// <summary>Unknown: sees only what is public.</summary>
    Anonymous,

    /// <summary>Somebody on this machine while it is developed on.</summary>
    Local,

    /// <summary>Somebody the application's own authorization let in.</summary>
    Application,

    /// <summary>A browser that signed in with a key.</summary>
    Session,

    /// <summary>A client that sends a key and its secret.</summary>
    Key,

    /// <summary>A client that sends only the public part of a key.</summary>
    PublicKey,
}
