namespace Observability.Model;

/// <summary>Whether an item takes part in new runs.</summary>
public enum DatasetItemStatus
{
    /// <summary>It does.</summary>
    Active = 0,

    /// <summary>It is kept for the runs it took part in.</summary>
    Archived,
}
