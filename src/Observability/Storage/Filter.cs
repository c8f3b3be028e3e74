namespace Observability.Storage;

/// <summary>One condition.</summary>
/// <param name="Field">What it looks at.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Values">What it compares with: none for null checks, one for most, several for the list operators. Text; numbers as <see cref="double"/>; instants as <see cref="DateTimeOffset"/>; <see cref="bool"/>.</param>
/// <param name="Key">The metadata key or score name, for the fields that have one.</param>
public sealed record Filter(FilterField Field, FilterOperator Operator, IReadOnlyList<object> Values, string? Key = null)
{
    /// <summary>Field equals value.</summary>
    public static Filter Equal(FilterField field, object value) => new(field, FilterOperator.Equal, [value]);

    /// <summary>Field is one of the values.</summary>
    public static Filter AnyOf(FilterField field, params IReadOnlyList<object> values) => new(field, FilterOperator.AnyOf, values);

    /// <summary>Field compares with value.</summary>
    public static Filter Compare(FilterField field, FilterOperator op, object value, string? key = null) => new(field, op, [value], key);
}
