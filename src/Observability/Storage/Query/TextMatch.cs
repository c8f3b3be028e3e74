namespace Observability.Storage.Query;

/// <summary>Compares text: equality ordinally, the rest ignoring case.</summary>
internal static class TextMatch
{
    public static bool Matches(FilterOperator op, string? value, string[] operands) => op switch
    {
        FilterOperator.IsNull => value is null,
        FilterOperator.IsNotNull => value is not null,
        FilterOperator.NotEqual or FilterOperator.NoneOf => value is null || Array.IndexOf(operands, value) < 0,
        FilterOperator.NotContains => value is null || !Holds(FilterOperator.Contains, value, operands),
        _ => value is not null && Holds(op, value, operands),
    };

    public static bool Matches(FilterOperator op, IReadOnlyList<string> values, string[] operands) => op switch
    {
        FilterOperator.IsNull => values.Count == 0,
        FilterOperator.IsNotNull => values.Count > 0,
        FilterOperator.NotEqual or FilterOperator.NoneOf => !Any(FilterOperator.AnyOf, values, operands),
        FilterOperator.NotContains => !Any(FilterOperator.Contains, values, operands),
        FilterOperator.AllOf => Array.TrueForAll(operands, values.Contains),
        _ => Any(op, values, operands),
    };

    private static bool Any(FilterOperator op, IReadOnlyList<string> values, string[] operands)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (Holds(op, values[i], operands))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(FilterOperator op, string value, string[] operands) => op switch
    {
        FilterOperator.Equal or FilterOperator.AnyOf => Array.IndexOf(operands, value) >= 0,
        FilterOperator.Contains => value.Contains(operands[0], StringComparison.OrdinalIgnoreCase),
        FilterOperator.StartsWith => value.StartsWith(operands[0], StringComparison.OrdinalIgnoreCase),
        _ => value.EndsWith(operands[0], StringComparison.OrdinalIgnoreCase),
    };
}
