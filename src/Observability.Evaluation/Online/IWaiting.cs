namespace Observability.Evaluation.Online;

/// <summary>Something that waits until an instant.</summary>
internal interface IWaiting
{
    DateTimeOffset DueAt { get; }
}
