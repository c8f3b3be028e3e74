namespace Observability.Remote.Delivery;

/// <summary>What a server said to a request.</summary>
internal enum AnswerKind
{
    /// <summary>It took it, perhaps but for some items.</summary>
    Taken = 0,

    /// <summary>It did not take it now: it cannot be reached, is overloaded or broken, or does not know the keys or the path.</summary>
    Later,

    /// <summary>It will never take it.</summary>
    Refused,

    /// <summary>It takes only smaller requests.</summary>
    TooLarge,
}
