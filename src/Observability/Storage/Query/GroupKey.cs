namespace Observability.Storage.Query;

/// <summary>A time bucket and up to four dimension values; a struct, so that finding a row's group allocates nothing.</summary>
internal record struct GroupKey(long Time, string? First, string? Second, string? Third, string? Fourth)
{
    public const int MaxDimensions = 4;

    public readonly string? this[int index] => index switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => Fourth,
    };

    public readonly GroupKey With(int index, string? value) => index switch
    {
        0 => this with { First = value },
        1 => this with { Second = value },
        2 => this with { Third = value },
        _ => this with { Fourth = value },
    };
}
