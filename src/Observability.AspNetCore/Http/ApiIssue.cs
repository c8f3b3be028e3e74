using System.Text.Json.Serialization;

namespace Observability.AspNetCore.Http;

/// <summary>One thing that is wrong with a request, in the shape clients of the wire know.</summary>
internal sealed record ApiIssue
{
    /// <summary>The type that was expected, for <c>too_small</c>, <c>too_big</c> and <c>invalid_format</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Origin { get; init; }

    /// <summary>The type that was expected, for <c>invalid_type</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Expected { get; init; }

    /// <summary>The kind of the issue.</summary>
    public required string Code { get; init; }

    /// <summary>The format that was expected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Format { get; init; }

    /// <summary>The regular expression that was expected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pattern { get; init; }

    /// <summary>What is wrong with each of the forms that are allowed, for <c>invalid_union</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<ApiIssue>>? Errors { get; init; }

    /// <summary>The allowed values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The smallest allowed value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Minimum { get; init; }

    /// <summary>The largest allowed value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Maximum { get; init; }

    /// <summary>Whether the bound itself is allowed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Inclusive { get; init; }

    /// <summary>Where it is.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    public static ApiIssue TooSmall(long minimum, bool inclusive, params IReadOnlyList<string> path) => new()
    {
        Origin = "number",
        Code = "too_small",
        Minimum = minimum,
        Inclusive = inclusive,
        Path = path,
        Message = $"Too small: expected number to be {(inclusive ? ">=" : ">")}{minimum}",
    };

    public static ApiIssue TooBig(long maximum, params IReadOnlyList<string> path) => new()
    {
        Origin = "number",
        Code = "too_big",
        Maximum = maximum,
        Inclusive = true,
        Path = path,
        Message = $"Too big: expected number to be <={maximum}",
    };

    public static ApiIssue TooLong(string origin, int maximum, params IReadOnlyList<string> path) => new()
    {
        Origin = origin,
        Code = "too_big",
        Maximum = maximum,
        Inclusive = true,
        Path = path,
        Message = $"Too big: expected {origin} to have <={maximum} {(origin == "string" ? "characters" : "items")}",
    };

    public static ApiIssue TooShort(string origin, int minimum, params IReadOnlyList<string> path) => new()
    {
        Origin = origin,
        Code = "too_small",
        Minimum = minimum,
        Inclusive = true,
        Path = path,
        Message = $"Too small: expected {origin} to have >={minimum} {(origin == "string" ? "characters" : "items")}",
    };

    public static ApiIssue InvalidDateTime(params IReadOnlyList<string> path) => new()
    {
        Origin = "string",
        Code = "invalid_format",
        Format = "datetime",
        Path = path,
        Message = "Invalid ISO datetime",
    };

    public static ApiIssue InvalidType(string expected, string received, params IReadOnlyList<string> path) => new()
    {
        Expected = expected,
        Code = "invalid_type",
        Path = path,
        Message = $"Invalid input: expected {expected}, received {received}",
    };

    public static ApiIssue InvalidFormat(string pattern, string message, params IReadOnlyList<string> path) => new()
    {
        Origin = "string",
        Code = "invalid_format",
        Format = "regex",
        Pattern = pattern,
        Path = path,
        Message = message,
    };

    public static ApiIssue InvalidLiteral(string value, params IReadOnlyList<string> path) => new()
    {
        Code = "invalid_value",
        Values = [value],
        Path = path,
        Message = $"Invalid input: expected \"{value}\"",
    };

    public static ApiIssue InvalidUnion(params IReadOnlyList<IReadOnlyList<ApiIssue>> errors) => new()
    {
        Code = "invalid_union",
        Errors = errors,
        Path = [],
        Message = "Invalid input",
    };

    public static ApiIssue InvalidValue(IReadOnlyList<string> values, params IReadOnlyList<string> path) => new()
    {
        Code = "invalid_value",
        Values = values,
        Path = path,
        Message = $"Invalid option: expected one of {string.Join('|', values.Select(value => $"\"{value}\""))}",
    };

    public static ApiIssue Custom(string message, params IReadOnlyList<string> path) => new() { Code = "custom", Path = path, Message = message };
}
