using Observability.AspNetCore.Wire;
using Observability.Storage;

namespace Observability.AspNetCore.Query;

/// <summary>The parameters of lists of scores, and the conditions they make.</summary>
internal static class ScoreParameters
{
    private static readonly ListParameter Names = new("name", "Only with one of these names, with commas between.", splitAtCommas: true);
    private static readonly ListParameter Ids = new("id", "Only these scores, with commas between.", splitAtCommas: true);
    private static readonly ListParameter ScoreIds = new("scoreIds", "Only these scores, with commas between.", splitAtCommas: true);
    private static readonly ChoiceParameter Source = new("source", "Only from this source.", WireNames.ScoreSources);
    private static readonly ChoiceParameter DataType = new("dataType", "Only of this type.", WireNames.ScoreTypes);
    private static readonly TextParameter ObservationId = new("observationId", "Only of this observation.");
    private static readonly TextParameter DatasetRunId = new("datasetRunId", "Only of this dataset run.");
    private static readonly TextParameter ExperimentId = new("experimentId", "Only of this experiment: a dataset run.");
    private static readonly TextParameter ConfigId = new("configId", "Only checked against this score config.");
    private static readonly TextParameter QueueId = new("queueId", "Only given in this annotation queue.");
    private static readonly TextParameter AuthorUserId = new("authorUserId", "Only given by this author.");
    private static readonly ChoiceParameter Operator = new("operator", "How the number compares with value.", ["=", "!=", "<", "<=", ">", ">="]);
    private static readonly NumberParameter Value = new("value", "The number to compare with.");
    private static readonly TextParameter ExactValue = new("value", "Only with this value: a number, or the word of a categorical score.");
    private static readonly NumberParameter ValueMin = new("valueMin", "Only numbers from here.");
    private static readonly NumberParameter ValueMax = new("valueMax", "Only numbers up to here.");

    private static readonly IReadOnlyList<QueryParameter> Shared =
    [
        Names, Source, DataType, Parameters.Environment, Parameters.FromTimestamp, Parameters.ToTimestamp, Parameters.TraceId, Parameters.SessionId,
        ObservationId, ConfigId, QueueId,
    ];

    public static readonly IReadOnlyList<QueryParameter> V2 = [.. Shared, Operator, Value, ScoreIds, DatasetRunId, Parameters.Filter];

    public static readonly IReadOnlyList<QueryParameter> V3 = [.. Shared, Ids, ExactValue, ValueMin, ValueMax, ExperimentId, AuthorUserId];

    public static ScoreQuery ReadV2(QueryReader query)
    {
        var filters = ReadShared(query)
            .AnyOf(FilterField.Id, query.Read(ScoreIds))
            .Equal(FilterField.DatasetRunId, query.Read(DatasetRunId))
            .AddRange(FilterParser.Parse(query.Read(Parameters.Filter), FilterColumns.Scores));
        if (query.Read(Operator) is { } op && query.Read(Value) is { } value)
        {
            filters.Compare(FilterField.ScoreNumber, OperatorOf(op), value);
        }

        return ToQuery(query, filters);
    }

    public static ScoreQuery ReadV3(QueryReader query)
    {
        var filters = ReadShared(query)
            .AnyOf(FilterField.Id, query.Read(Ids))
            .Equal(FilterField.DatasetRunId, query.Read(ExperimentId))
            .Equal(FilterField.Author, query.Read(AuthorUserId))
            .Compare(FilterField.ScoreNumber, FilterOperator.GreaterOrEqual, query.Read(ValueMin))
            .Compare(FilterField.ScoreNumber, FilterOperator.LessOrEqual, query.Read(ValueMax));
        if (query.Read(ExactValue) is { } value)
        {
            filters.Add(double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? Filter.Equal(FilterField.ScoreNumber, number)
                : Filter.Equal(FilterField.ScoreText, value));
        }

        return ToQuery(query, filters);
    }

    private static FilterList ReadShared(QueryReader query)
    {
        var filters = new FilterList()
            .AnyOf(FilterField.Name, query.Read(Names))
            .Equal(FilterField.ScoreType, query.Read(DataType))
            .AnyOf(FilterField.Environment, query.Read(Parameters.Environment))
            .Equal(FilterField.TraceId, query.Read(Parameters.TraceId))
            .Equal(FilterField.SessionId, query.Read(Parameters.SessionId))
            .Equal(FilterField.ObservationId, query.Read(ObservationId))
            .Equal(FilterField.ConfigId, query.Read(ConfigId))
            .Equal(FilterField.QueueId, query.Read(QueueId));
        if (query.Read(Source) is { } source)
        {
            filters.Add(Filter.Equal(FilterField.ScoreSource, WireNames.ParseScoreSource(source)));
        }

        return filters;
    }

    private static ScoreQuery ToQuery(QueryReader query, FilterList filters) => new()
    {
        From = query.Read(Parameters.FromTimestamp),
        To = query.Read(Parameters.ToTimestamp),
        Filters = filters.Filters,
    };

    private static FilterOperator OperatorOf(string word) => word switch
    {
        "!=" => FilterOperator.NotEqual,
        "<" => FilterOperator.LessThan,
        "<=" => FilterOperator.LessOrEqual,
        ">" => FilterOperator.GreaterThan,
        ">=" => FilterOperator.GreaterOrEqual,
        _ => FilterOperator.Equal,
    };
}
