using System.Numerics;

namespace Observability.Storage.Query;

/// <summary>Compares numbers and instants.</summary>
internal static class NumberMatch
{
    public static bool Matches<T>(FilterOperator op, T? value, T[] operands)
        where T : struct, INumber<T> => op switch
        {
            FilterOperator.IsNull => value is null,
            FilterOperator.IsNotNull => value is not null,
            FilterOperator.NotEqual or FilterOperator.NoneOf => value is not { } number || Array.IndexOf(operands, number) < 0,
            _ => value is { } number && Holds(op, number, operands),
        };

    public static bool Matches(FilterOperator op, List<double> values, double[] operands) => op switch
    {
        FilterOperator.IsNull => values.Count == 0,
        FilterOperator.IsNotNull => values.Count > 0,
        FilterOperator.NotEqual or FilterOperator.NoneOf => values.TrueForAll(value => Array.IndexOf(operands, value) < 0),
        _ => values.Exists(value => Holds(op, value, operands)),
    };

    private static bool Holds<T>(FilterOperator op, T value, T[] operands)
        where T : struct, INumber<T> => op switch
        {
            FilterOperator.LessThan => value < operands[0],
            FilterOperator.LessOrEqual => value <= operands[0],
            FilterOperator.GreaterThan => value > operands[0],
            FilterOperator.GreaterOrEqual => value >= operands[0],
            _ => Array.IndexOf(operands, value) >= 0,
        };
}
