using Observability.Model;

namespace Observability.Storage.Datasets;

internal sealed partial class DatasetRepository
{
    private const int MaxSchemaBytes = 64 * 1024;
    private const int MaxViolationsShown = 5;

    /// <summary>Checks new schemas, and what is in the dataset against them.</summary>
    private async Task CheckSchemasAsync(ProjectId project, Dataset before, Dataset after, CancellationToken cancellationToken)
    {
        if (Equals(before.InputSchema, after.InputSchema) && Equals(before.ExpectedOutputSchema, after.ExpectedOutputSchema))
        {
            return;
        }

        await CheckSchemaAsync(after.InputSchema, "inputSchema").ConfigureAwait(false);
        await CheckSchemaAsync(after.ExpectedOutputSchema, "expectedOutputSchema").ConfigureAwait(false);
        var query = _items.Query(project, DatasetCollections.Selected(after.Id, null, null)) with { Limit = MaxCommit };
        while (true)
        {
            var page = await _items.ListAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                await CheckAsync(after, item.Value).ConfigureAwait(false);
            }

            if (page.NextCursor is null)
            {
                return;
            }

            query = query with { Cursor = page.NextCursor };
        }
    }

    private async ValueTask CheckSchemaAsync(Payload? schema, string name)
    {
        if (schema is null)
        {
            return;
        }

        if (schema.Length > MaxSchemaBytes)
        {
            throw new ArgumentException($"The {name} has {schema.Length} bytes. A schema may have at most {MaxSchemaBytes}.");
        }

        try
        {
            await schemas.ValidateAsync(schema, null).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"The {name} cannot be used: {exception.Message}", exception);
        }
    }

    /// <exception cref="ArgumentException">The item breaks a schema of its dataset.</exception>
    private async ValueTask CheckAsync(Dataset dataset, DatasetItem item)
    {
        await CheckAsync(dataset.InputSchema, item.Input, "input", item).ConfigureAwait(false);
        if (item.ExpectedOutput is not null)
        {
            await CheckAsync(dataset.ExpectedOutputSchema, item.ExpectedOutput, "expected output", item).ConfigureAwait(false);
        }
    }

    private async ValueTask CheckAsync(Payload? schema, Payload? value, string name, DatasetItem item)
    {
        if (schema is not null && await schemas.ValidateAsync(schema, value).ConfigureAwait(false) is { Count: > 0 } violations)
        {
            var shown = string.Join(" ", violations.Take(MaxViolationsShown));
            var more = violations.Count > MaxViolationsShown ? $" And {violations.Count - MaxViolationsShown} more." : "";
            throw new ArgumentException($"The {name} of item '{item.Id}' does not satisfy the schema of its dataset: {shown}{more}");
        }
    }
}
