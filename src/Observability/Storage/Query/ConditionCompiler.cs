using System.Globalization;

namespace Observability.Storage.Query;

/// <summary>Checks a filter against the fields of a view and brings its values into the form of the field's type.</summary>
internal static class ConditionCompiler
{
    private const int MaxValues = 1000;

    private static readonly FilterOperator[] Equality = [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.AnyOf, FilterOperator.NoneOf, FilterOperator.IsNull, FilterOperator.IsNotNull];

    private static readonly FilterOperator[] Ordering = [.. Equality, FilterOperator.LessThan, FilterOperator.LessOrEqual, FilterOperator.GreaterThan, FilterOperator.GreaterOrEqual];

    private static readonly FilterOperator[] Text = [.. Equality, FilterOperator.Contains, FilterOperator.NotContains, FilterOperator.StartsWith, FilterOperator.EndsWith];

    /// <exception cref="ArgumentException">The view has no such field, or the field does not take the operator, the number of values, a value or the key.</exception>
    public static RowCondition Compile(QueryView view, Filter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var type = FieldCatalog.Require(view, filter.Field);
        CheckOperator(filter, type);
        CheckCount(filter);
        var isCompared = filter.Operator is not (FilterOperator.IsNull or FilterOperator.IsNotNull);
        return new RowCondition
        {
            Field = filter.Field,
            Type = type,
            Operator = filter.Operator,
            Key = KeyOf(filter, type),
            Ticks = type is FieldType.Time && isCompared ? [.. filter.Values.Select(value => TicksOf(filter, value))] : [],
            Numbers = IsNumeric(type, filter) && isCompared ? [.. filter.Values.Select(value => NumberOf(filter, value))] : [],
            Texts = IsTextual(type) && isCompared ? [.. filter.Values.Select(value => TextOf(filter, value))] : [],
            Mask = type is FieldType.Bits && isCompared ? MaskOf(filter) : 0,
        };
    }

    private static void CheckOperator(Filter filter, FieldType type)
    {
        FilterOperator[] allowed = type switch
        {
            FieldType.Time or FieldType.Number or FieldType.ScoreNumbers => Ordering,
            FieldType.Text => Text,
            FieldType.TextList or FieldType.ScoreTexts => [.. Text, FilterOperator.AllOf],
            FieldType.Bits => [.. Ordering, FilterOperator.AllOf],
            _ => [.. Text, .. Ordering],
        };
        if (!allowed.Contains(filter.Operator))
        {
            throw new ArgumentException($"The field {filter.Field} does not take the operator {filter.Operator}. Use one of {string.Join(", ", allowed.Distinct().Order())}.", nameof(filter));
        }
    }

    private static void CheckCount(Filter filter)
    {
        var isList = filter.Operator is FilterOperator.AnyOf or FilterOperator.NoneOf or FilterOperator.AllOf;
        var isNullCheck = filter.Operator is FilterOperator.IsNull or FilterOperator.IsNotNull;
        if (isList && filter.Values.Count > MaxValues)
        {
            throw new ArgumentException($"The filter on {filter.Field} has {filter.Values.Count} values. Give at most {MaxValues}.", nameof(filter));
        }

        if (!isList && !isNullCheck && filter.Values.Count != 1)
        {
            throw new ArgumentException($"The filter {filter.Field} {filter.Operator} has {filter.Values.Count} values. Give exactly one, or use AnyOf.", nameof(filter));
        }
    }

    private static string KeyOf(Filter filter, FieldType type)
    {
        if (type is FieldType.Metadata or FieldType.ScoreNumbers or FieldType.ScoreTexts && string.IsNullOrEmpty(filter.Key))
        {
            throw new ArgumentException($"The filter on {filter.Field} has no key. Set Filter.Key to the metadata key or the score's name.", nameof(filter));
        }

        return filter.Key ?? "";
    }

    private static bool IsTextual(FieldType type) => type is FieldType.Text or FieldType.TextList or FieldType.ScoreTexts or FieldType.Metadata;

    private static bool IsNumeric(FieldType type, Filter filter) => type is FieldType.Number or FieldType.ScoreNumbers
        || (type is FieldType.Metadata && IsNumericComparison(filter));

    // Metadata has no schema: the type of the value given decides how it is compared.
    private static bool IsNumericComparison(Filter filter) =>
        filter.Operator is FilterOperator.LessThan or FilterOperator.LessOrEqual or FilterOperator.GreaterThan or FilterOperator.GreaterOrEqual
        || (Equality.Contains(filter.Operator) && filter.Values.Count > 0 && filter.Values.All(value => value is double or float or decimal or int or long or short or byte));

    private static string TextOf(Filter filter, object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        null => throw Invalid(filter, value, "text"),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? throw Invalid(filter, value, "text"),
    };

    private static double NumberOf(Filter filter, object? value) => value switch
    {
        double number when !double.IsNaN(number) => number,
        float or decimal or int or long or short or byte => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        bool flag => flag ? 1 : 0,
        TimeSpan duration => duration.TotalSeconds,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Invalid(filter, value, "a number"),
    };

    private static long TicksOf(Filter filter, object? value) => value switch
    {
        DateTimeOffset instant => instant.UtcTicks,
        DateTime { Kind: DateTimeKind.Utc } instant => instant.Ticks,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant.UtcTicks,
        _ => throw Invalid(filter, value, "an instant (DateTimeOffset)"),
    };

    private static ulong MaskOf(Filter filter)
    {
        var bits = filter.Values.Select(value => BitOf(filter, value)).ToList();
        var mask = bits.Aggregate(0UL, (all, bit) => all | (1UL << bit));
        return filter.Operator switch
        {
            FilterOperator.LessThan => (1UL << bits[0]) - 1,
            FilterOperator.LessOrEqual => (2UL << bits[0]) - 1,
            FilterOperator.GreaterThan => ~((2UL << bits[0]) - 1),
            FilterOperator.GreaterOrEqual => ~((1UL << bits[0]) - 1),
            _ => mask,
        };
    }

    private static int BitOf(Filter filter, object? value)
    {
        var type = FieldCatalog.EnumOf(filter.Field);
        if (type is null)
        {
            return value switch
            {
                bool flag => flag ? 1 : 0,
                string text when bool.TryParse(text, out var flag) => flag ? 1 : 0,
                _ => throw Invalid(filter, value, "true or false"),
            };
        }

        if (value?.GetType() == type)
        {
            return Convert.ToInt32(value, CultureInfo.InvariantCulture);
        }

        var index = Array.FindIndex(Enum.GetNames(type), name => name.Equals(value as string, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? Convert.ToInt32(Enum.GetValues(type).GetValue(index), CultureInfo.InvariantCulture)
            : throw Invalid(filter, value, "one of " + string.Join(", ", Enum.GetNames(type)));
    }

    private static ArgumentException Invalid(Filter filter, object? value, string expected) =>
        new($"The value '{value ?? "null"}' does not fit the field {filter.Field}. Give {expected}.", nameof(filter));
}
