using Microsoft.Extensions.AI;
using Observability.Capture.Streams;

namespace Observability.Capture.Modalities;

/// <summary>A speech or transcription stream under observation: its contents are joined to one answer.</summary>
internal sealed class ObservedContentStream<T> : ObservedStream<T>
{
    private readonly Tracer _tracer;
    private readonly Func<ObservationScope> _start;
    private readonly Func<CancellationToken, IAsyncEnumerable<T>> _begin;
    private readonly Func<T, (IList<AIContent> Contents, string? ModelId)> _read;
    private readonly List<AIContent> _contents = [];
    private UsageDetails? _usage;
    private string? _modelId;

    public ObservedContentStream(
        Tracer tracer,
        Func<ObservationScope> start,
        Func<CancellationToken, IAsyncEnumerable<T>> begin,
        Func<T, (IList<AIContent> Contents, string? ModelId)> read,
        CancellationToken cancellationToken)
        : base(tracer, cancellationToken)
    {
        _tracer = tracer;
        _start = start;
        _begin = begin;
        _read = read;
    }

    protected override ObservedStream<T> Again(CancellationToken cancellationToken) => new ObservedContentStream<T>(_tracer, _start, _begin, _read, cancellationToken);

    protected override ObservationScope StartScope() => _start();

    protected override IAsyncEnumerable<T> Begin(ObservationScope scope, CancellationToken cancellationToken) => _begin(cancellationToken);

    protected override void OnItem(T item)
    {
        var (contents, modelId) = _read(item);
        _modelId = modelId ?? _modelId;
        foreach (var content in contents)
        {
            if (content is UsageContent usage)
            {
                (_usage ??= new UsageDetails()).Add(usage.Details);
            }
            else if (_tracer.Options.CaptureContent)
            {
                _contents.Add(content);
            }
        }
    }

    protected override void OnEnd(ObservationScope scope, bool completed)
    {
        scope.SetModel(_modelId);
        ModelCall.SetUsage(scope, _usage, null);
        ModelCall.SetOutput(scope, _contents.Count > 0 && _contents.TrueForAll(content => content is TextContent)
            ? [new TextContent(string.Concat(_contents.Cast<TextContent>().Select(text => text.Text)))]
            : _contents);
    }
}
