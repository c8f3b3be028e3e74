using Observability.Model;

namespace Observability.Wire;

/// <summary>The words of the wire for our enumerations.</summary>
internal static class WireNames
{
    public static readonly IReadOnlyList<string> Kinds =
        ["GENERATION", "SPAN", "EVENT", "AGENT", "TOOL", "CHAIN", "RETRIEVER", "EVALUATOR", "EMBEDDING", "GUARDRAIL"];

    public static readonly IReadOnlyList<string> Levels = ["DEBUG", "DEFAULT", "WARNING", "ERROR"];

    public static readonly IReadOnlyList<string> ScoreSources = ["API", "EVAL", "ANNOTATION"];

    public static readonly IReadOnlyList<string> ScoreTypes = ["NUMERIC", "BOOLEAN", "CATEGORICAL", "CORRECTION", "TEXT"];

    public static string Of(ObservationKind kind) => kind switch
    {
        ObservationKind.Generation => "GENERATION",
        ObservationKind.Event => "EVENT",
        ObservationKind.Agent => "AGENT",
        ObservationKind.Tool => "TOOL",
        ObservationKind.Chain => "CHAIN",
        ObservationKind.Retriever => "RETRIEVER",
        ObservationKind.Evaluator => "EVALUATOR",
        ObservationKind.Embedding => "EMBEDDING",
        ObservationKind.Guardrail => "GUARDRAIL",
        _ => "SPAN",
    };

    public static string Of(ObservationLevel level) => level switch
    {
        ObservationLevel.Debug => "DEBUG",
        ObservationLevel.Warning => "WARNING",
        ObservationLevel.Error => "ERROR",
        _ => "DEFAULT",
    };

    public static string Of(ObservationStatus status) => status switch
    {
        ObservationStatus.Failed => "FAILED",
        ObservationStatus.Cancelled => "CANCELLED",
        ObservationStatus.Abandoned => "ABANDONED",
        ObservationStatus.Incomplete => "INCOMPLETE",
        _ => "COMPLETED",
    };

    public static string Of(CostSource source) => source switch
    {
        CostSource.Provided => "PROVIDED",
        CostSource.Estimated => "ESTIMATED",
        _ => "COMPUTED",
    };

    public static string Of(ObservationSource source) => source switch
    {
        ObservationSource.Otlp => "OTLP",
        ObservationSource.Ingestion => "INGESTION",
        _ => "CAPTURE",
    };

    public static string Of(ScoreSource source) => source switch
    {
        ScoreSource.Evaluator => "EVAL",
        ScoreSource.Annotation => "ANNOTATION",
        _ => "API",
    };

    public static string Of(ScoreValueType type) => type switch
    {
        ScoreValueType.Boolean => "BOOLEAN",
        ScoreValueType.Categorical => "CATEGORICAL",
        ScoreValueType.Text => "TEXT",
        ScoreValueType.Correction => "CORRECTION",
        _ => "NUMERIC",
    };

    /// <summary>The type that <paramref name="word"/>, one of <see cref="ScoreTypes"/>, stands for.</summary>
    public static ScoreValueType ParseScoreType(string word) => word switch
    {
        "BOOLEAN" => ScoreValueType.Boolean,
        "CATEGORICAL" => ScoreValueType.Categorical,
        "TEXT" => ScoreValueType.Text,
        _ => ScoreValueType.Numeric,
    };

    /// <summary>The source that <paramref name="word"/>, one of <see cref="ScoreSources"/>, stands for.</summary>
    public static ScoreSource ParseScoreSource(string word) => word switch
    {
        "EVAL" => ScoreSource.Evaluator,
        "ANNOTATION" => ScoreSource.Annotation,
        _ => ScoreSource.Api,
    };

    /// <summary>The status that a word stands for; completed where there is none or an unknown one.</summary>
    public static ObservationStatus ParseStatus(string? word) => word switch
    {
        "FAILED" => ObservationStatus.Failed,
        "CANCELLED" => ObservationStatus.Cancelled,
        "ABANDONED" => ObservationStatus.Abandoned,
        "INCOMPLETE" => ObservationStatus.Incomplete,
        _ => ObservationStatus.Completed,
    };

    /// <summary>The source of a cost that a word stands for; provided where there is none or an unknown one.</summary>
    public static CostSource ParseCostSource(string? word) => word switch
    {
        "COMPUTED" => CostSource.Computed,
        "ESTIMATED" => CostSource.Estimated,
        _ => CostSource.Provided,
    };
}
