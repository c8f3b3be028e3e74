namespace Observability.Capture;

/// <summary>The ambient observation of the current asynchronous flow.</summary>
internal static class AmbientScope
{
    private static readonly AsyncLocal<ObservationScope?> CurrentScope = new();

    public static ObservationScope? Current
    {
        get => CurrentScope.Value;
        set
        {
            // Setting an AsyncLocal copies the execution context; a set that changes nothing must cost nothing.
            if (!ReferenceEquals(CurrentScope.Value, value))
            {
                CurrentScope.Value = value;
            }
        }
    }
}
