using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Observability.AspNetCore.Endpoints;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Annotation;
using Observability.AspNetCore.Wire.Experiments;

namespace Observability.AspNetCore.Tests.OpenApi;

/// <summary>Makes the API's OpenAPI document from its endpoints.</summary>
internal static class OpenApiDescription
{
    private static readonly XmlSummaries Summaries = new(typeof(PublicApi).Assembly);

    public static void Configure(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id ? Rename(id) : null;
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.GroupName == PublicApi.DocumentName;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "LLM Observability",
                Version = "1",
                Description = "The public API: the Langfuse wire, and beside it what the dashboard needs beyond. What begins with \"Ours:\" is not of the wire.",
            };
            document.Servers = [];
            var paths = new OpenApiPaths();
            foreach (var (path, item) in document.Paths)
            {
                paths.Add(path["/llm".Length..], item);
            }

            document.Paths = paths;
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var declared = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiParameters>().SelectMany(parameters => parameters.Parameters);
            foreach (var parameter in declared)
            {
                (operation.Parameters ??= []).Add(ToOpenApi(parameter));
            }

            operation.OperationId = OperationId(context.Description.HttpMethod!, context.Description.RelativePath!);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.Type == typeof(JsonPayload))
        {
            schema.Type = null;
            schema.Properties = null;
            schema.Required = null;
            schema.Description = "Any JSON value.";
            return;
        }

        if (context.JsonPropertyInfo is null && context.JsonTypeInfo.Type.Assembly == typeof(PublicApi).Assembly)
        {
            schema.Description = Summaries.Of(context.JsonTypeInfo.Type);
            foreach (var property in context.JsonTypeInfo.Properties)
            {
                if (property.AttributeProvider is PropertyInfo source && schema.Properties is { } properties && properties.TryGetValue(property.Name, out var described))
                {
                    Describe(described, source);
                }
            }

            if (context.JsonTypeInfo.Type == typeof(ApiError))
            {
                DescribeErrors(schema);
            }
        }
    }

    private static void Describe(IOpenApiSchema schema, PropertyInfo property)
    {
        // A reference may carry a description of its own beside it; a schema in place always can.
        schema.Description = Summaries.Of(property);
        if (schema is OpenApiSchema { Type: { } type } text && type.HasFlag(JsonSchemaType.String) && WordsOf(property) is { } words)
        {
            text.Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))];
            if (type.HasFlag(JsonSchemaType.Null))
            {
                text.Enum.Add(null!);
            }
        }
    }

    // One body for every way the wire has of saying what is wrong.
    private static void DescribeErrors(OpenApiSchema error)
    {
        error.Required = new HashSet<string> { "message" };
        error.Properties!["error"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String | JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "code", "path", "message" } },
            Description = "The kind of the error, where it has one; of a request that is not valid, everything that is wrong with it and where.",
        };
        error.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
            Description = "What is wrong with a batch that was refused as a whole.",
        };
    }

    /// <summary>The words that a property of a closed vocabulary may have.</summary>
    private static IReadOnlyList<string>? WordsOf(PropertyInfo property) => (property.DeclaringType!.Name, property.Name) switch
    {
        (nameof(WireObservation) or nameof(WireObservationV2), "Type") => WireNames.Kinds,
        (nameof(WireObservation) or nameof(WireObservationV2) or nameof(WireTrace) or nameof(WireExperimentItem), "Level") => WireNames.Levels,
        (nameof(WireObservation) or nameof(WireObservationV2), "Status") => ["COMPLETED", "FAILED", "CANCELLED", "ABANDONED", "INCOMPLETE"],
        (nameof(WireObservation) or nameof(WireObservationV2), "CostSource") => ["COMPUTED", "PROVIDED", "ESTIMATED"],
        (nameof(WireObservation), "Source") => ["CAPTURE", "OTLP", "INGESTION"],
        (nameof(WireScore) or nameof(WireScoreV3) or nameof(CreateScoreBody), "Source") => WireNames.ScoreSources,
        (nameof(WireScore) or nameof(WireScoreV3) or nameof(CreateScoreBody), "DataType") => WireNames.ScoreTypes,
        (nameof(WireScoreConfig) or nameof(CreateScoreConfigBody), "DataType") => ["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT"],
        _ => null,
    };

    /// <summary>Our prefix says nothing to a client, and a page of traces is a TraceListItemList.</summary>
    private static string Rename(string id)
    {
        var name = id.Replace("Wire", "", StringComparison.Ordinal);
        foreach (var list in new[] { "PagedListOf", "CursorListOf" })
        {
            if (name.StartsWith(list, StringComparison.Ordinal))
            {
                return name[list.Length..] + "List";
            }
        }

        return name;
    }

    private static OpenApiParameter ToOpenApi(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Description,
        Schema = new OpenApiSchema
        {
            Type = parameter.Type switch
            {
                "integer" => JsonSchemaType.Integer,
                "number" => JsonSchemaType.Number,
                "boolean" => JsonSchemaType.Boolean,
                "array" => JsonSchemaType.Array,
                _ => JsonSchemaType.String,
            },
            Items = parameter.Type == "array" ? new OpenApiSchema { Type = JsonSchemaType.String } : null,
            Format = parameter.Format,
            Minimum = parameter.Minimum?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Maximum = parameter.Maximum?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Default = parameter.Default is { } value ? JsonValue.Create(value) : null,
            Enum = parameter.Values?.Select(word => (JsonNode)JsonValue.Create(word)).ToList(),
        },
    };

    /// <summary>e.g. getTracesById, listV2Scores: stable names for generated clients.</summary>
    private static string OperationId(string method, string path)
    {
        var words = path["llm/api/public/".Length..].Split('/', '-').Select(segment => segment.StartsWith('{') ? "ById" : char.ToUpperInvariant(segment[0]) + segment[1..]);
        return method.ToLowerInvariant() + string.Concat(words).Replace(".json", "", StringComparison.Ordinal);
    }
}
