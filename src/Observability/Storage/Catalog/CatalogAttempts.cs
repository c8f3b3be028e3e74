namespace Observability.Storage.Catalog;

/// <summary>Repeats what read, decided and committed when somebody else changed the catalog in between.</summary>
internal static class CatalogAttempts
{
    private const int Max = 20;

    public static async Task<T> RunAsync<T>(Func<Task<T>> attempt)
    {
        for (var count = 1; ; count++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (CatalogConflictException) when (count < Max)
            {
                // Somebody was faster: once more on what is there now.
            }
        }
    }
}
