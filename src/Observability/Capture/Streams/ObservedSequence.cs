using Observability.Model;

namespace Observability.Capture.Streams;

/// <summary>An application's own stream under observation; its items become the output, the first <see cref="MaxItems"/> of them.</summary>
internal sealed class ObservedSequence<T> : ObservedStream<T>
{
    /// <summary>The most items kept; the count in the metadata goes on.</summary>
    public const int MaxItems = 1_000;

    private readonly Tracer _tracer;
    private readonly string _name;
    private readonly ObservationKind _kind;
    private readonly Func<ObservationScope, IAsyncEnumerable<T>> _work;
    private readonly List<object?> _items = [];
    private long _count;

    public ObservedSequence(Tracer tracer, string name, ObservationKind kind, Func<ObservationScope, IAsyncEnumerable<T>> work, CancellationToken cancellationToken)
        : base(tracer, cancellationToken)
    {
        _tracer = tracer;
        _name = name;
        _kind = kind;
        _work = work;
    }

    protected override ObservedStream<T> Again(CancellationToken cancellationToken) => new ObservedSequence<T>(_tracer, _name, _kind, _work, cancellationToken);

    protected override ObservationScope StartScope() => _tracer.StartDetached(_kind, _name, Tracer.CurrentParent());

    protected override IAsyncEnumerable<T> Begin(ObservationScope scope, CancellationToken cancellationToken) => _work(scope);

    protected override void OnItem(T item)
    {
        _count++;
        if (_items.Count < MaxItems && _tracer.Options.CaptureContent)
        {
            _items.Add(CapturedValue.Snapshot(item, _tracer.Options));
        }
    }

    protected override void OnEnd(ObservationScope scope, bool completed)
    {
        if (_count > MaxItems)
        {
            scope.SetMetadata("items", _count);
        }

        if (scope.Output is null)
        {
            scope.SetOutput(new ItemsPayload(_items));
        }
    }
}
