using System.Text.Json;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Observability.Evaluation.Json;

/// <summary>A JSON Schema that JSON can be checked against. Thread-safe.</summary>
internal sealed class JsonSchemaDocument
{
    private readonly JsonSchema _schema;

    // Stateless, and costly to make.
    private readonly JsonSchemaValidator _validator;

    private JsonSchemaDocument(JsonSchema schema, IReadOnlyDictionary<string, Regex> patterns)
    {
        _schema = schema;
        var settings = new JsonSchemaValidatorSettings();
        foreach (var (name, pattern) in patterns)
        {
            settings.AddCustomFormatValidator(new PatternValidator(name, pattern));
        }

        _validator = new JsonSchemaValidator(settings);
    }

    /// <exception cref="ArgumentException">It is no schema, or one that cannot be checked.</exception>
    public static async Task<JsonSchemaDocument> ParseAsync(JsonElement schema)
    {
        var rewriter = new JsonSchemaRewriter();
        try
        {
            var parsed = await JsonSchema.FromJsonAsync(rewriter.Rewrite(schema).ToJsonString()).ConfigureAwait(false);
            ThrowIfEndless(parsed);
            return new JsonSchemaDocument(parsed, rewriter.Patterns);
        }
        catch (Exception exception) when (exception is Newtonsoft.Json.JsonException or JsonException or InvalidOperationException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            throw new ArgumentException($"It is no JSON Schema: {exception.Message}", exception);
        }
    }

    /// <summary>What is wrong with the JSON, a sentence each; none when the schema holds.</summary>
    public IReadOnlyList<string> Validate(string json)
    {
        try
        {
            return [.. _validator.Validate(json, _schema).SelectMany(Describe)];
        }
        catch (Newtonsoft.Json.JsonException exception)
        {
            return [$"It cannot be checked: {exception.Message}"];
        }
    }

    private static IEnumerable<string> Describe(ValidationError error)
    {
        // All of several hold: what is wrong is what is wrong with the parts.
        if (error is ChildSchemaValidationError { Kind: ValidationErrorKind.NotAllOf } several)
        {
            return several.Errors.Values.SelectMany(errors => errors).SelectMany(Describe);
        }

        var path = string.IsNullOrEmpty(error.Path) ? "#" : error.Path;
        return [$"{path} {Sentence(error.Kind)}."];
    }

    private static string Sentence(ValidationErrorKind kind) => kind switch
    {
        ValidationErrorKind.PropertyRequired => "is required",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not a property it may have",
        ValidationErrorKind.AdditionalPropertiesNotValid => "has properties that are not valid",
        ValidationErrorKind.StringExpected => "must be a string",
        ValidationErrorKind.NumberExpected => "must be a number",
        ValidationErrorKind.IntegerExpected => "must be an integer",
        ValidationErrorKind.BooleanExpected => "must be a boolean",
        ValidationErrorKind.ObjectExpected => "must be an object",
        ValidationErrorKind.ArrayExpected => "must be an array",
        ValidationErrorKind.NullExpected => "must be null",
        ValidationErrorKind.NoTypeValidates => "has none of the types it may have",
        ValidationErrorKind.PatternMismatch => "does not match the pattern",
        ValidationErrorKind.NotInEnumeration => "is not one of the values it may have",
        ValidationErrorKind.StringTooShort => "is too short",
        ValidationErrorKind.StringTooLong => "is too long",
        ValidationErrorKind.NumberTooSmall => "is too small",
        ValidationErrorKind.NumberTooBig => "is too big",
        ValidationErrorKind.NumberNotMultipleOf => "is no multiple of what it should be",
        ValidationErrorKind.TooFewItems => "has too few items",
        ValidationErrorKind.TooManyItems or ValidationErrorKind.TooManyItemsInTuple => "has too many items",
        ValidationErrorKind.ItemsNotUnique => "has the same item twice",
        ValidationErrorKind.NotAnyOf => "satisfies none of the schemas of anyOf",
        ValidationErrorKind.NotOneOf => "does not satisfy exactly one of the schemas of oneOf",
        ValidationErrorKind.ExcludedSchemaValidates => "satisfies the schema that it must not",
        _ => $"is not valid ({kind})",
    };

    /// <summary>Refuses schemas that lead back to themselves without going on in the value: checking them would never end.</summary>
    private static void ThrowIfEndless(JsonSchema root)
    {
        var done = new HashSet<JsonSchema>(ReferenceEqualityComparer.Instance);
        var open = new HashSet<JsonSchema>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<JsonSchema>([root]);
        var seen = new HashSet<JsonSchema>(ReferenceEqualityComparer.Instance);
        while (pending.TryPop(out var schema))
        {
            if (!seen.Add(schema))
            {
                continue;
            }

            Visit(schema);
            foreach (var part in PartsOf(schema))
            {
                pending.Push(part);
            }
        }

        void Visit(JsonSchema schema)
        {
            if (done.Contains(schema))
            {
                return;
            }

            if (!open.Add(schema))
            {
                throw new ArgumentException("It refers back to itself without going on in the value, so that checking it would never end.");
            }

            foreach (var other in AppliedBy(schema))
            {
                Visit(other);
            }

            open.Remove(schema);
            done.Add(schema);
        }
    }

    /// <summary>The schemas that apply to the same value.</summary>
    private static IEnumerable<JsonSchema> AppliedBy(JsonSchema schema) =>
        new[] { schema.Reference, schema.Not }.Concat(schema.AllOf).Concat(schema.AnyOf).Concat(schema.OneOf).OfType<JsonSchema>();

    private static IEnumerable<JsonSchema> PartsOf(JsonSchema schema) => AppliedBy(schema)
        .Concat(schema.Properties.Values)
        .Concat(schema.Items)
        .Concat(schema.Definitions.Values)
        .Concat(new[] { schema.Item, schema.AdditionalItemsSchema, schema.AdditionalPropertiesSchema }.OfType<JsonSchema>());

    private sealed class PatternValidator(string format, Regex pattern) : IFormatValidator
    {
        public string Format => format;

        public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.PatternMismatch;

        public bool IsValid(string value, JTokenType tokenType) => pattern.IsMatch(value);
    }
}
