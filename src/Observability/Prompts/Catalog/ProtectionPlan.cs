using Observability.Storage.Catalog;

namespace Observability.Prompts.Catalog;

/// <summary>Protects labels of the project and frees them.</summary>
internal static class ProtectionPlan
{
    private const int MaxAttempts = 20;

    public static async Task ApplyAsync(PromptStore store, PromptWriter writer, PromptLabel label, bool isProtected, PromptEdit edit, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = await store.Collections.Protection.GetAsync(store.Project, StoredProtection.Id, cancellationToken).ConfigureAwait(false);
            var before = current?.Value.Labels ?? [];
            if (before.Contains(label.Value) == isProtected)
            {
                return;
            }

            IReadOnlyList<string> after = isProtected ? [.. before, label.Value] : [.. before.Where(text => text != label.Value)];
            try
            {
                await writer.CommitAsync(
                    [store.Collections.Protection.Put(store.Project, new StoredProtection(after), current?.Revision ?? 0)],
                    writer.Entry(PromptChangeKind.ProtectionChanged, edit, null) with { Before = PromptEditing.Json(before), After = PromptEditing.Json(after) },
                    cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (CatalogConflictException) when (attempt < MaxAttempts)
            {
                // Somebody else protects labels too: once more on what is there now.
            }
        }
    }
}
