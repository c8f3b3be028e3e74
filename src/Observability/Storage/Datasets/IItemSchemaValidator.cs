using Observability.Model;

namespace Observability.Storage.Datasets;

/// <summary>Checks items against the JSON Schemas of their dataset.</summary>
internal interface IItemSchemaValidator
{
    /// <summary>What is wrong with the value, a sentence each; none when the schema holds. No value is checked as null.</summary>
    /// <exception cref="ArgumentException">The schema cannot be used; the message says why.</exception>
    ValueTask<IReadOnlyList<string>> ValidateAsync(Payload schema, Payload? value);
}
