using Observability.Capture;
using Observability.Model;

namespace Observability.Evaluation.Experiments;

/// <summary>Runs the task for one item in a trace of its own.</summary>
internal sealed class AnswerTask(LlmObservability observability, ExperimentTask task, ExperimentOptions options)
{
    private TimeProvider Time => observability.Options.TimeProvider;

    public async Task<GivenAnswer> RunAsync(ExperimentTaskContext context, string environment, string name, CancellationToken cancellationToken)
    {
        // Neither the caller's observation nor its activity is the parent: every answer is a trace of its own.
        var now = Instant.Now(Time);
        var trace = new TraceScope(observability.Tracer, NewIds.Trace(now.Time), now.Time, new TraceAttributes
        {
            Name = options.Name,
            Environment = environment,
            Metadata = new Dictionary<string, object?> { ["experiment"] = options.Name, ["run"] = options.RunName, ["item"] = context.Item.Id, ["repetition"] = context.Repetition },
        });
        using var scope = observability.Tracer.StartDetached(ObservationKind.Span, name, null, now, trace);
        scope.Activate();
        scope.SetInput(context.Item.Input);
        try
        {
            var value = await LimitAsync(context, cancellationToken).ConfigureAwait(false);
            var output = value as Payload ?? (value is string text ? Payload.FromText(text) : Payload.FromValue(value));
            scope.SetOutput(output);
            return new GivenAnswer(context.Item, context.Repetition, trace.Id, output, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A task that fails is a failed answer; the experiment goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            scope.SetException(exception);
            return new GivenAnswer(context.Item, context.Repetition, trace.Id, null, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task<object?> LimitAsync(ExperimentTaskContext context, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answering = task(context, stop.Token);
        try
        {
            return await answering.WaitAsync(options.Timeout, Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!answering.IsCompleted)
        {
            // It is left behind, and its link to the caller's token ends with this method: it must hear of the end before.
            await stop.CancelAsync().ConfigureAwait(false);
            if (exception is TimeoutException)
            {
                throw new TimeoutException($"The task took longer than {options.Timeout}.");
            }

            throw;
        }
    }
}
