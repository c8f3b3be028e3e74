using System.Threading.Channels;
using Observability.Capture;
using Observability.Model;
using Observability.Storage;

namespace Observability.Evaluation.Experiments;

/// <summary>One experiment while it runs: workers answer, one loop judges whatever is answered, so that waiting for the store is paid once for many.</summary>
internal sealed class ExperimentExecution(LlmObservability observability, ExperimentTask task, IReadOnlyList<Evaluator> evaluators, ExperimentOptions options, RunRecord? record)
{
    /// <summary>The environment of answers, apart from the application's own traffic.</summary>
    public const string Environment = "sdk-experiment";

    private const string SpanName = "experiment-item-run";
    private const int MaxJudgedTogether = 256;

    private readonly List<ExperimentAnswer> _answers = [];
    private readonly HashSet<(string ItemId, int Repetition)> _answered = [];
    private readonly AnswerTask _task = new(observability, task, options);
    private readonly RunningMeans _means = new();
    private readonly Lock _costs = new();
    private decimal _answersCost;
    private decimal _judgesCost;
    private int _failed;
    private int _total;

    private TimeProvider Time => observability.Options.TimeProvider;

    /// <summary>Takes over what the run answered before it was interrupted.</summary>
    public async Task SkipAnsweredAsync(IReadOnlyList<EvaluationItem> items, CancellationToken cancellationToken)
    {
        if (record is null)
        {
            return;
        }

        var byId = items.ToDictionary(item => item.Id!, StringComparer.Ordinal);
        foreach (var chunk in (await record.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(answer => byId.ContainsKey(answer.ItemId.Value)).Chunk(MaxJudgedTogether))
        {
            var given = chunk.Select(answer =>
            {
                var repetition = 1;
                while (!_answered.Add((answer.ItemId.Value, repetition)))
                {
                    repetition++;
                }

                return new GivenAnswer(byId[answer.ItemId.Value], repetition, answer.TraceId, null, null);
            });
            await JudgeAsync([.. given], isNew: false, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<ExperimentRun> RunAsync(IReadOnlyList<EvaluationItem> items, CancellationToken cancellationToken)
    {
        var startedAt = Time.GetUtcNow();
        var started = Time.GetTimestamp();
        var wanted = Enumerable.Range(1, options.Repetitions)
            .SelectMany(repetition => items.Select(item => new ExperimentTaskContext(item, repetition)))
            .Where(context => !_answered.Contains((context.Item.Id!, context.Repetition)))
            .ToList();
        _total = _answers.Count + wanted.Count;
        Report();
        var given = Channel.CreateBounded<GivenAnswer>(new BoundedChannelOptions(MaxJudgedTogether) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var judging = JudgeAllAsync(given.Reader, stop);
        var notRun = await AnswerAllAsync(wanted, given.Writer, stop.Token).ConfigureAwait(false);
        await judging.ConfigureAwait(false);
        var order = items.Select((item, index) => (item.Id, index)).ToDictionary(entry => entry.Id!, entry => entry.index, StringComparer.Ordinal);
        var run = new ExperimentRun
        {
            Name = options.Name,
            RunName = options.RunName!,
            RunId = record?.RunId,
            Dataset = record?.Dataset,
            Description = options.Description,
            Metadata = options.Metadata,
            StartedAt = startedAt,
            Duration = Time.GetElapsedTime(started),
            JudgeCostUsd = _judgesCost,
            NotRun = notRun,
            Answers = [.. _answers.OrderBy(answer => order[answer.ItemId]).ThenBy(answer => answer.Repetition)],
        };
        if (record is not null)
        {
            await record.ScoreAsync(run, Time.GetUtcNow()).ConfigureAwait(false);
        }

        return run;
    }

    /// <summary>Answers until all are answered or the cost limit is reached; returns how many were left out.</summary>
    private async Task<int> AnswerAllAsync(List<ExperimentTaskContext> wanted, ChannelWriter<GivenAnswer> given, CancellationToken cancellationToken)
    {
        var notRun = 0;
        try
        {
            await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken }, async (context, token) =>
            {
                if (options.CostLimitUsd is { } limit && Cost() >= limit)
                {
                    Interlocked.Increment(ref notRun);
                    return;
                }

                await given.WriteAsync(await _task.RunAsync(context, Environment, SpanName, token).ConfigureAwait(false), token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            given.Complete();
        }
        catch (Exception exception)
        {
            given.Complete(exception);
            throw;
        }

        return notRun;
    }

    private async Task JudgeAllAsync(ChannelReader<GivenAnswer> given, CancellationTokenSource stop)
    {
        var together = new List<GivenAnswer>(MaxJudgedTogether);
        try
        {
            while (await given.WaitToReadAsync(stop.Token).ConfigureAwait(false))
            {
                together.Clear();
                while (together.Count < MaxJudgedTogether && given.TryRead(out var answer))
                {
                    together.Add(answer);
                }

                await JudgeAsync(together, isNew: true, stop.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            // Nobody takes answers any more: those that run must not wait for room.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task JudgeAsync(List<GivenAnswer> together, bool isNew, CancellationToken cancellationToken)
    {
        await observability.FlushAsync(cancellationToken).ConfigureAwait(false);
        var judged = new ExperimentAnswer[together.Count];
        var scores = new List<Score>();
        var judge = new AnswerJudge(observability, evaluators, options);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, together.Count),
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken },
            async (index, token) =>
            {
                var (answer, found, costs) = await judge.JudgeAsync(together[index], isNew, token).ConfigureAwait(false);
                judged[index] = answer;
                lock (_costs)
                {
                    scores.AddRange(found);
                    _answersCost += costs.Answer;
                    _judgesCost += costs.Judges;
                }
            }).ConfigureAwait(false);
        if (scores.Count > 0)
        {
            await observability.SubmitAsync(new TelemetryBatch { Scores = scores }, cancellationToken).ConfigureAwait(false);
        }

        if (isNew && record is not null)
        {
            // After the scores: an answer that is in the run is judged.
            await record.AddAsync(together.Select(answer => (answer.Item.Id!, answer.Trace)), cancellationToken).ConfigureAwait(false);
        }

        _answers.AddRange(judged);
        _failed += judged.Count(answer => answer.IsFailed);
        foreach (var answer in judged)
        {
            _means.Add(answer);
        }

        if (isNew)
        {
            Report();
        }
    }

    private void Report() => options.Progress?.Report(new ExperimentProgress(_answers.Count, _total, _failed, Cost()) { Means = _means.Take() });

    private decimal Cost()
    {
        lock (_costs)
        {
            return _answersCost + _judgesCost;
        }
    }
}
