using Microsoft.Extensions.AI;
using Observability.Capture.Messages;
using Observability.Model;

namespace Observability.Capture.Chat;

/// <summary>A model's answer that asked for tools and waits for their results to come back.</summary>
internal sealed class PendingTurn(ObservationScope loop, ObservationScope generation, long since)
{
    private readonly List<(string CallId, string Key, ObservationScope Tool)> _tools = [];
    private int _claimed;

    public ObservationScope Loop { get; } = loop;

    /// <summary>The timestamp of the answer.</summary>
    public long Since { get; } = since;

    public bool IsClaimed => Volatile.Read(ref _claimed) != 0;

    public IEnumerable<string> Keys => _tools.Select(tool => tool.Key);

    public void Add(FunctionCallContent call, string key, ObservationScope tool) => _tools.Add((call.CallId, key, tool));

    /// <summary>Takes it, once.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    public void EndTools(IReadOnlyList<FunctionResultContent> results)
    {
        for (var i = 0; i < _tools.Count; i++)
        {
            var (callId, _, tool) = _tools[i];
            var result = string.IsNullOrEmpty(callId)
                ? results.ElementAtOrDefault(i)
                : results.FirstOrDefault(candidate => candidate.CallId == callId);
            if (result is null)
            {
                tool.SetStatus(ObservationStatus.Incomplete);
            }
            else
            {
                tool.SetOutput(ContentSnapshot.Freeze(result.Result));
                if (result.Exception is { } exception)
                {
                    tool.SetException(exception);
                }
            }

            tool.End(restoreAmbient: false);
        }
    }

    /// <summary>Ends a loop nobody continued: it is as long as what was seen of it.</summary>
    public void GiveUp()
    {
        foreach (var (_, _, tool) in _tools)
        {
            tool.SetStatus(ObservationStatus.Incomplete).SetLevel(ObservationLevel.Default, "No result of this call came back to the model.");
            tool.EndAt(Since);
        }

        Loop.SetOutput(generation.Output);
        Loop.EndAt(Since);
    }
}
