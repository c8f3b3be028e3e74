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

    public void Fail(Exception exception) => call.Fail(exception, Output());

    public void Close(ObservationStatus status) => call.End(status, Output());

    /// <summary>What the generation that runs now has said; null when it said nothing yet.</summary>
    private StreamedMessagePayload? Output() =>
        _updates.Count > 0 && ReferenceEquals(call.Running, _generation) ? new StreamedMessagePayload([.. _updates]) : null;
}
