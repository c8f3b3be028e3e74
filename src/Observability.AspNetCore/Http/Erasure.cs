using Observability.AspNetCore.Ingestion;
using Observability.Model;
using Observability.Storage;

namespace Observability.AspNetCore.Http;

/// <summary>Erases telemetry with everything that hangs on it.</summary>
internal static class Erasure
{
    /// <summary>Erases what is named, what late updates would bring back, and media that nothing shows any more.</summary>
    /// <param name="request">The request.</param>
    /// <param name="what">What is erased.</param>
    /// <param name="traces">The traces among it.</param>
    public static async Task<DeletionResult> RunAsync(ApiRequest request, DeletionRequest what, IReadOnlyCollection<TraceId> traces)
    {
        var result = await request.Store.DeleteAsync(what, request.Aborted).ConfigureAwait(false);
        EventMerger.Of(request.Observability).Forget(request.Project, traces);

        // The records are gone already: a client that hangs up now must not leave what they showed behind.
        await DeleteMediaAsync(request, result.UnreferencedMedia).ConfigureAwait(false);
        return result;
    }

    /// <summary>Deletes media that no trace shows any more, but for those that items of datasets show.</summary>
    public static async Task DeleteMediaAsync(ApiRequest request, IReadOnlyList<MediaId> unreferenced)
    {
        if (unreferenced.Count == 0 || request.Media is not { } media)
        {
            return;
        }

        var unused = new List<MediaId>();
        foreach (var id in unreferenced)
        {
            if (!await IsInDatasetAsync(request, id).ConfigureAwait(false))
            {
                unused.Add(id);
            }
        }

        await media.DeleteAsync(request.Project, unused, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task<bool> IsInDatasetAsync(ApiRequest request, MediaId media)
    {
        try
        {
            return await request.Datasets.NamesAsync(request.Project, media, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NotSupportedException || exception is ApiException { StatusCode: 501 })
        {
            return false;
        }
    }
}
