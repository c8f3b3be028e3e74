namespace Observability.AspNetCore.Ingestion;

/// <summary>A value that an event may say, may say to be nothing, or may leave unsaid.</summary>
/// <param name="IsSaid">Whether the event has it.</param>
/// <param name="Value">The value; null where it is said to be nothing.</param>
internal readonly record struct Said<T>(bool IsSaid, T? Value)
{
    public static implicit operator Said<T>(T? value) => new(true, value);

    /// <summary>What is known after it was said.</summary>
    public T? Over(T? known) => IsSaid ? Value : known;
}
