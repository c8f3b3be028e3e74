using System.Collections.Concurrent;
using Observability.Model;
using Observability.Storage.Datasets;

namespace Observability.Evaluation.Json;

/// <summary>Checks dataset items with JSON Schemas, which it keeps ready.</summary>
internal sealed class JsonSchemaItemValidator : IItemSchemaValidator
{
    private const int MaxKept = 100;

    private readonly ConcurrentDictionary<Payload, JsonSchemaDocument> _schemas = [];

    private JsonSchemaItemValidator()
    {
    }

    public static JsonSchemaItemValidator Instance { get; } = new();

    public async ValueTask<IReadOnlyList<string>> ValidateAsync(Payload schema, Payload? value)
    {
        if (!_schemas.TryGetValue(schema, out var document))
        {
            document = await JsonSchemaDocument.ParseAsync(schema.ToElement()).ConfigureAwait(false);
            if (_schemas.Count >= MaxKept)
            {
                _schemas.Clear();
            }

            _schemas.TryAdd(schema, document);
        }

        return document.Validate(value?.ToString() ?? "null");
    }
}
