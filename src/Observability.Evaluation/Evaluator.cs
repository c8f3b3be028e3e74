using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Adapters;
using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Judging;
using Observability.Model;

namespace Observability.Evaluation;

/// <summary>Any evaluator as runners run it: an <see cref="IEvaluator"/>, an <see cref="ITraceEvaluator"/> or a delegate, named, versioned and guarded.</summary>
/// <remarks>
/// Every promised metric is reported exactly once. What throws, takes too long, is promised and missing, or is reported twice becomes a
/// failure of that metric, never a value. Model calls made through the configured judge are captured in their own environment, in a trace of
/// their own. Thread-safe when the evaluator inside is.
/// </remarks>
public sealed class Evaluator : ITraceEvaluator
{
    /// <summary>The environment that judges' own model calls are captured in, so that they never mix with the application's.</summary>
    public const string JudgeEnvironment = "llm-judge";

    private readonly ITraceEvaluator _inner;
    private readonly ChatConfiguration? _chatConfiguration;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly DeterministicEvaluator? _deterministic;

    private Evaluator(ITraceEvaluator inner, EvaluatorOptions? options)
    {
        options ??= new EvaluatorOptions();
        _inner = inner;
        _chatConfiguration = options.ChatConfiguration;
        _timeout = options.Timeout;
        _time = options.TimeProvider;
        _deterministic = (inner as SubjectEvaluator.Unguarded)?.Evaluator as DeterministicEvaluator;
        Name = options.Name ?? inner.Name;
        Version = options.Version ?? inner.Version;
        MetricNames = inner.MetricNames;
        if (MetricNames.Count == 0)
        {
            throw new ArgumentException($"The evaluator '{Name}' promises no metric. An evaluator must name its metrics in advance.", nameof(inner));
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> MetricNames { get; }

    /// <summary>Whether it only computes: asks no model, and fails again where it failed.</summary>
    internal bool IsDeterministic => _deterministic is not null;

    /// <summary>The model it asks unless it is given another; null when it has none.</summary>
    internal ChatConfiguration? ChatConfiguration => _chatConfiguration;

    /// <summary>Makes one of an evaluator written for Microsoft.Extensions.AI.Evaluation.</summary>
    /// <exception cref="ArgumentException">It names no metric.</exception>
    public static Evaluator From(IEvaluator evaluator, EvaluatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        return evaluator is ITraceEvaluator trace ? From(trace, options) : new Evaluator(new ChatEvaluatorAdapter(evaluator, options?.Contexts), options);
    }

    /// <summary>Makes one of an evaluator that judges traces.</summary>
    /// <exception cref="ArgumentException">It names no metric.</exception>
    public static Evaluator From(ITraceEvaluator evaluator, EvaluatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        return evaluator switch
        {
            Evaluator guarded when options is null => guarded,
            SubjectEvaluator own => new Evaluator(new SubjectEvaluator.Unguarded(own), options),
            _ => new Evaluator(evaluator, options),
        };
    }

    /// <summary>Makes one of an evaluator of this library, which is both.</summary>
    public static Evaluator From(SubjectEvaluator evaluator, EvaluatorOptions? options = null) => From((ITraceEvaluator)evaluator, options);

    /// <summary>Makes one of a delegate that is given input, output and expected output as text.</summary>
    /// <param name="name">The name of the evaluator and of its one metric.</param>
    /// <param name="evaluate">Returns a number, a boolean or a word; throws to fail.</param>
    /// <example><code>Evaluator.From("mentions-price", (input, output, expected) => output.Contains('€'))</code></example>
    public static Evaluator From(string name, Func<string, string, string?, ScoreValue> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        return From(name, (subject, _) => ValueTask.FromResult(evaluate(subject.InputText, subject.OutputText, subject.ExpectedText)));
    }

    /// <summary>Makes one of a delegate that is given the whole subject.</summary>
    public static Evaluator From(string name, Func<EvaluationSubject, CancellationToken, ValueTask<ScoreValue>> evaluate)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(evaluate);
        return new Evaluator(new DelegateEvaluator(name, ChatEvaluatorAdapter.VersionOf(evaluate.Method.DeclaringType ?? typeof(Evaluator)), evaluate), null);
    }

    /// <summary>The same as an <see cref="IEvaluator"/>: for Microsoft's <c>ScenarioRun</c>, its agent evaluators and its <see cref="CompositeEvaluator"/>.</summary>
    public IEvaluator AsChatEvaluator() => new TraceEvaluatorAdapter(this);

    /// <summary>Judges one subject; throws for nothing but the caller's cancellation.</summary>
    /// <returns>One score of each promised metric, then whatever else the evaluator reported.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        cancellationToken.ThrowIfCancellationRequested();
        return _deterministic is { } deterministic
            ? ValueTask.FromResult<IReadOnlyList<EvaluatorScore>>(Compute(deterministic, subject))
            : AskAsync(subject, chatConfiguration ?? _chatConfiguration, cancellationToken);
    }

    private List<EvaluatorScore> Compute(DeterministicEvaluator evaluator, EvaluationSubject subject)
    {
        IReadOnlyList<EvaluatorScore> scores;
        try
        {
            scores = evaluator.Evaluate(subject);
        }
        catch (Exception exception)
        {
            scores = Failures(exception);
        }

        return Complete(scores, null);
    }

    private async ValueTask<IReadOnlyList<EvaluatorScore>> AskAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken)
    {
        using var run = JudgeFlow.Begin(Name);
        IReadOnlyList<EvaluatorScore> scores;
        try
        {
            scores = await LimitAsync(subject, chatConfiguration, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            scores = Failures(exception);
        }

        scores = Complete(scores, run.Usage);
        run.End(scores);
        return scores;
    }

    private async Task<IReadOnlyList<EvaluatorScore>> LimitAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var evaluation = _inner.EvaluateAsync(subject, chatConfiguration, stop.Token).AsTask();
        try
        {
            return await evaluation.WaitAsync(_timeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!evaluation.IsCompleted)
        {
            // It is asked to stop and left behind if it does not: a judge that hangs must not hang its runner.
            await stop.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new EvaluationFailedException($"The evaluator '{Name}' took longer than {_timeout}.");
        }
    }

    private EvaluatorScore[] Failures(Exception exception)
    {
        var error = exception is EvaluationFailedException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
        return [.. MetricNames.Select(name => EvaluatorScore.Failed(name, error))];
    }

    private List<EvaluatorScore> Complete(IReadOnlyList<EvaluatorScore> scores, JudgeUsage? judge)
    {
        var complete = new List<EvaluatorScore>(scores.Count);
        foreach (var name in MetricNames)
        {
            complete.Add(Stamp(Find(scores, name), judge));
        }

        foreach (var score in scores)
        {
            if (!MetricNames.Contains(score.Name))
            {
                complete.Add(Stamp(score, judge));
            }
        }

        return complete;
    }

    private EvaluatorScore Find(IReadOnlyList<EvaluatorScore> scores, string name)
    {
        EvaluatorScore? found = null;
        foreach (var score in scores)
        {
            if (score.Name == name)
            {
                found = found is null ? score : EvaluatorScore.Failed(name, $"The evaluator '{Name}' reported the metric '{name}' more than once.");
            }
        }

        return found ?? EvaluatorScore.Failed(name, $"The evaluator '{Name}' promised the metric '{name}' and did not report it.");
    }

    private EvaluatorScore Stamp(EvaluatorScore score, JudgeUsage? judge) =>
        score with { EvaluatorName = Name, EvaluatorVersion = score.EvaluatorVersion ?? Version, Judge = judge ?? score.Judge };
}
