namespace Observability.Storage.LiteDb;

public sealed partial class LiteDbTraceStore
{
    /// <inheritdoc/>
    /// <remarks>Blocks that also hold what stays are written again, so the bytes of the erased are gone from the files when this returns.</remarks>
    public async Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        var result = new DeletionResult(0, 0, 0);
        await _core.Queue.RunAsync(() => result = _core.Eraser.Erase(request), cancellationToken).ConfigureAwait(false);
        return result;
    }
}
