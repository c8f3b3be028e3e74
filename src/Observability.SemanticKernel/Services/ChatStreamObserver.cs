using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Model;
using Observability.SemanticKernel.Messages;

namespace Observability.SemanticKernel.Services;

/// <summary>Sorts the chunks of a chat stream into the generations that sent them.</summary>
internal sealed class ChatStreamObserver(ModelCall call) : IStreamObserver<StreamingChatMessageContent>
{
    private List<StreamingChatMessageContent> _updates = [];
    private ObservationScope? _generation;

    public void Activate() => call.Activate();

    public void Next(StreamingChatMessageContent item)
    {
        try
        {
            if (call.Current() is not { } generation)
            {
                return;
            }

            if (!ReferenceEquals(generation, _generation))
            {
                _generation = generation;
                _updates = [];
                generation.SetModel(ResponseModel.Of(item.InnerContent));
            }

            generation.SetFirstToken();
            _updates.Add(item);
            ModelCall.Describe(generation, item.Metadata);
        }
        catch (Exception exception)
        {
            Fault.Report(call.Latest, exception);
        }
    }

    public void Fail(Exception exception)
    {
        SetOutput();
        call.Fail(exception);
    }

    public void Close(bool completed)
    {
        var generation = call.Current();
        if (!completed && generation is { Exception: null, IsEnded: false })
        {
            generation.SetStatus(ObservationStatus.Abandoned);
            call.Loop?.SetStatus(ObservationStatus.Abandoned);
        }

        call.End(SetOutput());
    }

    private StreamedMessagePayload? SetOutput()
    {
        if (_updates.Count == 0 || _generation is null || call.Current() is not { } generation || !ReferenceEquals(generation, _generation))
        {
            return null;
        }

        var output = new StreamedMessagePayload([.. _updates]);
        _generation.SetOutput(output);
        return output;
    }
}
