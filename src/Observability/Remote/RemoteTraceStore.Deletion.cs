using Observability.Model;
using Observability.Storage;

namespace Observability.Remote;

public sealed partial class RemoteTraceStore
{
    private const int MaxTracesOfOneRequest = 1000;

    /// <summary>Erases traces and scores on the server. It does not say how many there were: the result counts what it was asked for.</summary>
    /// <exception cref="NotSupportedException">The request names users, sessions or a time: a server's API erases by id only.</exception>
    /// <exception cref="LlmObservabilityApiException">The server refuses it.</exception>
    public async Task<DeletionResult> DeleteAsync(DeletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Users.Count > 0 || request.Sessions.Count > 0 || request.Before is not null)
        {
            throw new NotSupportedException("A server's API erases traces and scores by their ids only. List what belongs to the user, session or time, and erase that; or set the server's retention.");
        }

        foreach (var traces in request.Traces.Chunk(MaxTracesOfOneRequest))
        {
            await _client.Traces.DeleteManyAsync(new Api.DeleteTracesBody { TraceIds = [.. traces.Select(id => id.Value)] }, cancellationToken).ConfigureAwait(false);
        }

        foreach (var score in request.Scores)
        {
            await _client.Scores.DeleteAsync(score.Value, cancellationToken).ConfigureAwait(false);
        }

        return new DeletionResult(request.Traces.Count, 0, request.Scores.Count);
    }

    /// <summary>Not on a server: it removes media itself when the last trace that shows them goes.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<int> DeleteAsync(ProjectId project, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A server removes media itself when the last trace that shows them is erased. Erase the traces.");

    /// <summary>Not on a server: its media go with the project.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task DeleteAllAsync(ProjectId project, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A server removes the media of a project when the project is deleted there.");
}
