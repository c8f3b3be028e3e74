using Microsoft.Extensions.AI;
using Observability.Capture.Tokens;
using Observability.Model;
using Observability.Pipeline;

namespace Observability.Capture.Messages;

/// <summary>The updates of a stream, collected as they pass and joined to one answer only when they are written.</summary>
/// <remarks>Added to by the stream's consumer, one at a time; read by the pipeline after the stream ended.</remarks>
internal sealed class ChatUpdatesPayload : ICapturedPayload, IUsageSource
{
    // Growing by new segments instead of copying: a 200-update stream keeps 2 KB instead of leaving 4 KB of dead arrays.
    private readonly List<ChatResponseUpdate[]> _full = new(0);
    private ChatResponseUpdate[] _segment = new ChatResponseUpdate[16];
    private int _used;
    private ChatResponse? _response;

    /// <inheritdoc/>
    public long EstimatedBytes { get; private set; } = 128;

    public void Add(ChatResponseUpdate update)
    {
        if (_used == _segment.Length)
        {
            _full.Add(_segment);
            _segment = new ChatResponseUpdate[Math.Min(_segment.Length * 2, 1024)];
            _used = 0;
        }

        _segment[_used++] = update;
        long bytes = 256;
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            bytes += contents[i] switch
            {
                TextContent text => 2L * text.Text.Length,
                TextReasoningContent reasoning => 2L * reasoning.Text.Length,
                DataContent data => data.Data.Length,
                _ => 128,
            };
        }

        EstimatedBytes += bytes;
    }

    /// <summary>Joins the updates; cached, because output and usage both need it.</summary>
    public ChatResponse ToResponse() => _response ??= All().ToChatResponse();

    /// <inheritdoc/>
    public Usage? ToUsage() => ToResponse().Usage.ToUsage(LastRaw());

    /// <inheritdoc/>
    public void WriteTo(PayloadWriter writer) => new ChatResponsePayload(ToResponse().Messages).WriteTo(writer);

    // The last update of a stream carries the provider's own usage object, where there is one.
    private object? LastRaw() => _used == 0 ? null : _segment[_used - 1].RawRepresentation;

    private IEnumerable<ChatResponseUpdate> All()
    {
        foreach (var segment in _full)
        {
            foreach (var update in segment)
            {
                yield return update;
            }
        }

        for (var i = 0; i < _used; i++)
        {
            yield return _segment[i];
        }
    }
}
