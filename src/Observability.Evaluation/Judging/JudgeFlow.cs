using System.Diagnostics;
using Microsoft.Extensions.AI;
using Observability.Capture;
using Observability.Model;

namespace Observability.Evaluation.Judging;

/// <summary>One evaluation as the flow it runs in: model calls made inside are captured in a trace of their own and counted.</summary>
/// <remarks>
/// Begun inside the asynchronous method that evaluates: what it sets in the flow ends with that method. The application's ambient trace,
/// activity and attributes do not reach into it. The trace begins with the first model call, so that evaluators that ask no model leave none.
/// </remarks>
internal sealed class JudgeFlow : IDisposable
{
    private static readonly AsyncLocal<JudgeFlow?> CurrentFlow = new();
    private static readonly TraceAttributes Attributes = new() { Environment = Evaluator.JudgeEnvironment };

    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly JudgeFlow? _outer;
    private ObservationScope? _scope;
    private JudgeUsage? _usage;

    private JudgeFlow(string name, JudgeFlow? outer)
    {
        _name = name;
        _outer = outer;
    }

    public static JudgeFlow? Current => CurrentFlow.Value;

    /// <summary>The calls so far; null when there were none.</summary>
    public JudgeUsage? Usage
    {
        get
        {
            lock (_lock)
            {
                return _usage;
            }
        }
    }

    public static JudgeFlow Begin(string name)
    {
        var run = new JudgeFlow(name, CurrentFlow.Value);
        CurrentFlow.Value = run;
        AmbientScope.Current = null;
        Activity.Current = null;
        LlmTrace.BeginAttributes(Attributes);
        return run;
    }

    /// <summary>The observation that model calls happen in, begun now when this is the first; null when capture is off.</summary>
    public ObservationScope? Enter(LlmObservability observability)
    {
        if (!observability.Options.Enabled)
        {
            return null;
        }

        if (_outer is not null)
        {
            return _outer.Enter(observability);
        }

        lock (_lock)
        {
            return _scope ??= Start(observability.Tracer);
        }
    }

    /// <summary>Counts one answered call.</summary>
    public void Add(ChatResponse response, Usage? usage, decimal? costUsd, TraceId? trace)
    {
        _outer?.Add(response, usage, costUsd, trace);
        lock (_lock)
        {
            var first = _usage is null;
            _usage = new JudgeUsage
            {
                Model = response.ModelId ?? _usage?.Model,
                Calls = (_usage?.Calls ?? 0) + 1,
                InputTokens = first ? usage?.Input : _usage!.InputTokens + usage?.Input,
                OutputTokens = first ? usage?.Output : _usage!.OutputTokens + usage?.Output,
                CostUsd = first ? costUsd : _usage!.CostUsd + costUsd,
                TraceId = trace ?? _usage?.TraceId,
            };
        }
    }

    /// <summary>Says what came of it, in its trace.</summary>
    public void End(IReadOnlyList<EvaluatorScore> scores)
    {
        if (_scope is not { } scope)
        {
            return;
        }

        scope.SetOutput(scores.ToDictionary(score => score.Name, score => score.Error ?? (object?)Plain(score.Value)));
        if (scores.FirstOrDefault(score => score.IsFailed) is { } failed)
        {
            scope.SetLevel(ObservationLevel.Error, failed.Error).SetStatus(ObservationStatus.Failed);
        }
    }

    public void Dispose()
    {
        _scope?.End(restoreAmbient: false);
        CurrentFlow.Value = _outer;
    }

    private static object? Plain(ScoreValue? value) => value switch
    {
        null => null,
        { Type: ScoreValueType.Numeric } number => number.Number,
        { Type: ScoreValueType.Boolean } boolean => boolean.Number != 0,
        { } text => text.Text,
    };

    // Not through the tracer's own start: the application's activity must not lend its trace id.
    private ObservationScope Start(Tracer tracer)
    {
        var now = Instant.Now(tracer.TimeProvider);
        var trace = new TraceScope(tracer, NewIds.Trace(now.Time), now.Time, Attributes);
        return tracer.StartDetached(ObservationKind.Evaluator, _name, parent: null, now, trace);
    }
}
