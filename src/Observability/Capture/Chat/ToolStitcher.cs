using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Observability.Capture.Messages;
using Observability.Model;

namespace Observability.Capture.Chat;

/// <summary>Joins the model calls of a function loop that runs outside our sight: a request's trailing tool results name the call that asked for them.</summary>
/// <remarks>
/// A generation that answers with tool calls gets a loop above it and one open tool each. The request that carries their results ends the tools and
/// joins the loop; the answer without tool calls ends it. Results are matched by the very content object (the function loop passes it on), then by
/// call id, then, without ids, by name and order. Thread-safe. A loop nobody continues is ended after <see cref="Limit"/>.
/// </remarks>
internal sealed class ToolStitcher(Tracer tracer) : IDisposable
{
    /// <summary>How long a tool may run before its loop is given up.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    /// <summary>The most turns that wait for their results; over it the oldest is given up.</summary>
    public const int MaxPending = 10_000;

    // Shared by all tracers: a tool's scope knows its own.
    private static readonly ConditionalWeakTable<FunctionCallContent, ObservationScope> ToolsByCall = new();
    private static readonly ConditionalWeakTable<FunctionCallContent, PendingTurn> TurnsByCall = new();

    private readonly ConcurrentDictionary<string, PendingTurn> _byKey = new();
    private readonly ConcurrentQueue<PendingTurn> _waiting = new();
    private readonly Lock _giveUp = new();

    /// <summary>The tool that a function loop runs in this flow; null when none does.</summary>
    public static ObservationScope? CurrentTool() =>
        FunctionInvokingChatClient.CurrentContext is { } context && ToolsByCall.TryGetValue(context.CallContent, out var tool) && !tool.IsEnded ? tool : null;

    /// <summary>The tool that was opened for a call; null when the call was not seen here.</summary>
    public static ObservationScope? ToolOf(FunctionCallContent call) =>
        ToolsByCall.TryGetValue(call, out var tool) && !tool.IsEnded ? tool : null;

    /// <summary>Finds the loop that a request continues and ends the tools whose results it carries.</summary>
    public ObservationScope? Continue(IList<ChatMessage> messages)
    {
        if (_waiting.IsEmpty || messages.Count == 0 || !HasResults(messages[^1]))
        {
            return null;
        }

        var turn = Find(messages);
        if (turn is null || !turn.TryClaim())
        {
            return null;
        }

        Forget(turn);
        turn.EndTools(Results(messages));
        return turn.Loop;
    }

    /// <summary>Remembers a generation that asked for tools; it must not have ended yet.</summary>
    public void Register(ObservationScope generation, IReadOnlyList<FunctionCallContent> calls)
    {
        var loop = generation.State as ObservationScope;
        if (loop is null)
        {
            loop = generation.InsertParent(ObservationKind.Chain, ToolLoop.Name);
            loop.OwnsTools = true;
            loop.SetInput(generation.Input);
        }

        var turn = new PendingTurn(loop, generation, tracer.TimeProvider.GetTimestamp());
        var start = Instant.Now(tracer.TimeProvider);
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            var tool = tracer.StartDetached(ObservationKind.Tool, call.Name, loop, start);
            tool.SetInput(ToolLoop.Arguments(call.Arguments));
            turn.Add(call, Key(call.CallId, call.Name, i), tool);
            ToolsByCall.AddOrUpdate(call, tool);
            TurnsByCall.AddOrUpdate(call, turn);
            _byKey[Key(call.CallId, call.Name, i)] = turn;
        }

        _waiting.Enqueue(turn);
        GiveUpOld();
    }

    /// <summary>Gives every waiting turn up: the process stops.</summary>
    public void Dispose()
    {
        lock (_giveUp)
        {
            while (_waiting.TryDequeue(out var turn))
            {
                GiveUp(turn);
            }
        }
    }

    private static string Key(string? callId, string name, int index) => string.IsNullOrEmpty(callId) ? $"{name}#{index}" : callId;

    private static bool HasResults(ChatMessage message)
    {
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent)
            {
                return true;
            }
        }

        return false;
    }

    private static List<FunctionResultContent> Results(IList<ChatMessage> messages)
    {
        var first = messages.Count;
        while (first > 0 && HasResults(messages[first - 1]))
        {
            first--;
        }

        return [.. messages.Skip(first).SelectMany(message => message.Contents).OfType<FunctionResultContent>()];
    }

    private PendingTurn? Find(IList<ChatMessage> messages)
    {
        var last = messages.Count - 1;
        while (last >= 0 && HasResults(messages[last]))
        {
            last--;
        }

        var calls = last < 0 ? [] : messages[last].Contents.OfType<FunctionCallContent>().ToList();
        foreach (var call in calls)
        {
            if (TurnsByCall.TryGetValue(call, out var turn) && ReferenceEquals(turn.Loop.Tracer, tracer))
            {
                return turn;
            }
        }

        foreach (var result in Results(messages))
        {
            if (!string.IsNullOrEmpty(result.CallId) && _byKey.TryGetValue(result.CallId, out var turn))
            {
                return turn;
            }
        }

        for (var i = 0; i < calls.Count; i++)
        {
            if (string.IsNullOrEmpty(calls[i].CallId) && _byKey.TryGetValue(Key(null, calls[i].Name, i), out var turn))
            {
                return turn;
            }
        }

        return null;
    }

    private void GiveUpOld()
    {
        // One thread looks and takes: between the two another could take the turn looked at, and a running one would be given up for it.
        lock (_giveUp)
        {
            while (_waiting.TryPeek(out var oldest)
                && (oldest.IsClaimed || _waiting.Count > MaxPending || tracer.TimeProvider.GetElapsedTime(oldest.Since) > Limit))
            {
                _waiting.TryDequeue(out _);
                GiveUp(oldest);
            }
        }
    }

    private void GiveUp(PendingTurn turn)
    {
        if (turn.TryClaim())
        {
            Forget(turn);
            turn.GiveUp();
        }
    }

    private void Forget(PendingTurn turn)
    {
        foreach (var key in turn.Keys)
        {
            // Only its own entry: with repeated ids a later turn may have taken the key.
            _byKey.TryRemove(new KeyValuePair<string, PendingTurn>(key, turn));
        }
    }
}
