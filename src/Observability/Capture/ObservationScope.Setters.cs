using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.Capture;

// What is said about an observation while it runs.
public sealed partial class ObservationScope
{
    /// <summary>Sets what went in: text, an <see cref="ICapturedPayload"/>, or any object, which is converted to JSON now.</summary>
    public ObservationScope SetInput(object? input)
    {
        if (!IsEnded && Tracer.Options.CaptureContent)
        {
            Input = CapturedValue.Snapshot(input, Tracer.Options);
        }

        return this;
    }

    /// <summary>Sets what came out: text, an <see cref="ICapturedPayload"/>, or any object, which is converted to JSON now.</summary>
    public ObservationScope SetOutput(object? output)
    {
        if (!IsEnded && Tracer.Options.CaptureContent)
        {
            Output = CapturedValue.Snapshot(output, Tracer.Options);
        }

        return this;
    }

    /// <summary>Sets a metadata value; it is converted to JSON now. At most <see cref="MetadataLimits.MaxKeys"/> keys are kept.</summary>
    public ObservationScope SetMetadata(string key, object? value)
    {
        if (IsEnded)
        {
            return this;
        }

        var captured = CapturedValue.Snapshot(value, Tracer.Options);
        lock (Trace.Lock)
        {
            Metadata ??= [];
            if (Metadata.Count < MetadataLimits.MaxKeys || Metadata.ContainsKey(key))
            {
                Metadata[key] = captured;
            }
        }

        return this;
    }

    /// <summary>Sets the model and its provider (<c>gen_ai.provider.name</c>).</summary>
    public ObservationScope SetModel(string? model, string? provider = null)
    {
        if (!IsEnded)
        {
            RequestModel ??= model;
            Model = model ?? Model;
            Provider = provider ?? Provider;
        }

        return this;
    }

    /// <summary>Sets the model parameters: a dictionary or any object that serialises to a JSON object.</summary>
    public ObservationScope SetParameters(object? parameters)
    {
        if (!IsEnded)
        {
            ParametersSource = CapturedValue.Snapshot(parameters, Tracer.Options);
        }

        return this;
    }

    /// <summary>Sets the tokens used.</summary>
    public ObservationScope SetUsage(Usage? usage)
    {
        if (!IsEnded)
        {
            _usage = usage;
        }

        return this;
    }

    /// <summary>Sets a cost in USD known to the application; it wins over the computed one.</summary>
    public ObservationScope SetCost(decimal totalUsd)
    {
        if (!IsEnded)
        {
            Cost = new Cost { Total = totalUsd, Source = CostSource.Provided };
        }

        return this;
    }

    /// <summary>Says which registry prompt it was made from.</summary>
    public ObservationScope SetPrompt(PromptLink? prompt)
    {
        if (!IsEnded)
        {
            Prompt = prompt;
        }

        return this;
    }

    /// <summary>Says which registry prompt it was made from, with which variables.</summary>
    internal void SetPrompt(PromptUse? use)
    {
        if (use is null)
        {
            return;
        }

        SetPrompt(use.Link);
        if (use.Variables is { Count: > 0 } variables && Tracer.Options.CaptureContent)
        {
            SetMetadata(PromptVariablesKey, variables);
        }
    }

    /// <summary>Says why the model stopped.</summary>
    public ObservationScope SetFinishReason(string? finishReason)
    {
        if (!IsEnded)
        {
            FinishReason = finishReason;
        }

        return this;
    }

    /// <summary>Sets the level.</summary>
    public ObservationScope SetLevel(ObservationLevel level, string? statusMessage = null)
    {
        if (!IsEnded)
        {
            Level = level;
            StatusMessage = statusMessage ?? StatusMessage;
        }

        return this;
    }

    /// <summary>Says that the first token or chunk arrived; later calls do nothing.</summary>
    public ObservationScope SetFirstToken()
    {
        if (!IsEnded && TimeToFirstToken is null)
        {
            TimeToFirstToken = Tracer.TimeProvider.GetElapsedTime(StartTimestamp);
        }

        return this;
    }

    /// <summary>Says that a cache answered in place of the model.</summary>
    public ObservationScope SetCacheHit()
    {
        if (!IsEnded)
        {
            IsCacheHit = true;
        }

        return this;
    }

    /// <summary>Records an exception: cancellation when it is an <see cref="OperationCanceledException"/>, else failure.</summary>
    public ObservationScope SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (!IsEnded)
        {
            Exception = exception;
            Status = exception is OperationCanceledException ? ObservationStatus.Cancelled : ObservationStatus.Failed;
            Level = Status == ObservationStatus.Failed ? ObservationLevel.Error : ObservationLevel.Warning;
        }

        return this;
    }

    /// <summary>Sets where the tokens can be read from later; wins over nothing, gives way to <see cref="SetUsage"/>.</summary>
    internal ObservationScope SetUsageSource(IUsageSource? source)
    {
        if (!IsEnded)
        {
            _usageSource = source;
        }

        return this;
    }

    internal ObservationScope SetStatus(ObservationStatus status)
    {
        if (!IsEnded)
        {
            Status = status;
        }

        return this;
    }
}
