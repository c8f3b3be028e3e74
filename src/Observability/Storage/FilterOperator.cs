namespace Observability.Storage;

/// <summary>How a filter compares.</summary>
/// <remarks>
/// Not-equal, not-contains and none-of are the exact complement of their positive form, so they hold where there is no value; all others
/// but the null checks need one. On a list, the positive form holds when any item does.
/// </remarks>
public enum FilterOperator
{
    /// <summary>Equal; a list: contains it. Text compares ordinally.</summary>
    Equal = 0,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Smaller.</summary>
    LessThan,

    /// <summary>Smaller or equal.</summary>
    LessOrEqual,

    /// <summary>Larger.</summary>
    GreaterThan,

    /// <summary>Larger or equal.</summary>
    GreaterOrEqual,

    /// <summary>Text that contains the value, ignoring case.</summary>
    Contains,

    /// <summary>Text that does not contain the value, ignoring case.</summary>
    NotContains,

    /// <summary>Text that starts with the value, ignoring case.</summary>
    StartsWith,

    /// <summary>Text that ends with the value, ignoring case.</summary>
    EndsWith,

    /// <summary>One of the values; a list: contains any of them.</summary>
    AnyOf,

    /// <summary>None of the values.</summary>
    NoneOf,

    /// <summary>A list that contains all of the values.</summary>
    AllOf,

    /// <summary>Has no value.</summary>
    IsNull,

    /// <summary>Has a value.</summary>
    IsNotNull,
}
