using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.SemanticKernel.Messages;

/// <summary>A snapshot of a function's arguments: they are the user's objects and may change, so each is converted now.</summary>
internal sealed class ArgumentsPayload : ICapturedPayload
{
    private const int MaxArguments = 64;
    private readonly KeyValuePair<string, object?>[] _values;

    private ArgumentsPayload(KeyValuePair<string, object?>[] values) => _values = values;

    public long EstimatedBytes
    {
        get
        {
            long bytes = 0;
            foreach (var (name, value) in _values)
            {
                bytes += (2L * name.Length) + value switch
                {
                    string text => 2L * text.Length,
                    Payload payload => payload.Length,
                    ICapturedPayload payload => payload.EstimatedBytes,
                    _ => 16,
                };
            }

            return bytes;
        }
    }

    /// <summary>Takes the snapshot; null when there are no arguments or content is not captured.</summary>
    public static ArgumentsPayload? Of(KernelArguments? arguments, LlmObservabilityOptions options)
    {
        if (arguments is null || arguments.Count == 0 || !options.CaptureContent)
        {
            return null;
        }

        var values = new KeyValuePair<string, object?>[Math.Min(arguments.Count, MaxArguments)];
        var count = 0;
        foreach (var (name, value) in arguments)
        {
            if (count == values.Length)
            {
                break;
            }

            values[count++] = new(name, Take(value, options));
        }

        return new ArgumentsPayload(values);
    }

    public void WriteTo(PayloadWriter writer)
    {
        writer.StartObject();
        foreach (var (name, value) in _values)
        {
            writer.Name(name);
            writer.Value(value);
        }

        writer.EndObject();
    }

    private static object? Take(object? value, LlmObservabilityOptions options) => value switch
    {
        string => value,
        IReadOnlyList<ChatMessageContent> messages => new MessagesPayload([.. messages]),
        ChatMessageContent message => new MessagesPayload([message], isAnswer: true),
        // Infrastructure that is passed along: to serialise it would walk the whole application.
        Kernel or KernelFunction or IServiceProvider or CancellationToken => value.GetType().Name,
        _ => CapturedValue.Snapshot(value, options),
    };
}
