using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>Gathers the conditions of plain query parameters.</summary>
internal sealed class FilterList
{
    private readonly List<Filter> _filters = [];

    public IReadOnlyList<Filter> Filters => _filters;

    public FilterList Equal(FilterField field, string? value)
    {
        if (value is not null)
        {
            _filters.Add(Filter.Equal(field, value));
        }

        return this;
    }

    public FilterList AnyOf(FilterField field, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            _filters.Add(values.Count == 1 ? Filter.Equal(field, values[0]) : Filter.AnyOf(field, [.. values]));
        }

        return this;
    }

    public FilterList AllOf(FilterField field, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            _filters.Add(new Filter(field, FilterOperator.AllOf, [.. values]));
        }

        return this;
    }

    public FilterList Compare(FilterField field, FilterOperator op, object? value, string? key = null)
    {
        if (value is not null)
        {
            _filters.Add(Filter.Compare(field, op, value, key));
        }

        return this;
    }

    public FilterList Add(Filter filter)
    {
        _filters.Add(filter);
        return this;
    }

    public FilterList AddRange(IEnumerable<Filter> filters)
    {
        _filters.AddRange(filters);
        return this;
    }
}
