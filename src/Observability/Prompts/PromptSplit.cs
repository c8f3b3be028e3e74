namespace Observability.Prompts;

/// <summary>How much of a label's calls goes to another version than the label points to.</summary>
/// <remarks>The rest goes to the version that the label points to. Which call goes where is chosen by a stable hash of the caller's key.</remarks>
public sealed record PromptSplit
{
    /// <summary>The most versions beside the label's own.</summary>
    public const int MaxArms = 10;

    /// <summary>Makes a split.</summary>
    /// <param name="arms">The share of each other version, above 0; together at most 1.</param>
    /// <exception cref="ArgumentException">There is no arm, there are too many, a version is there twice, or the shares are out of range.</exception>
    public PromptSplit(params IEnumerable<PromptArm> arms)
    {
        Arms = [.. arms];
        if (Arms.Count is 0 or > MaxArms)
        {
            throw new ArgumentException($"The split has {Arms.Count} arms. Give it from 1 to {MaxArms}.", nameof(arms));
        }

        if (Arms.Select(arm => arm.Version).Distinct().Count() != Arms.Count)
        {
            throw new ArgumentException("A version of the split is there twice. Give each version one share.", nameof(arms));
        }

        if (Arms.Any(arm => !(arm.Share > 0)) || Arms.Sum(arm => arm.Share) > 1 + 1e-9)
        {
            throw new ArgumentException($"The shares of the split are {string.Join(" + ", Arms.Select(arm => arm.Share))}. Each must be above 0 and all together at most 1.", nameof(arms));
        }
    }

    /// <summary>The other versions and their shares.</summary>
    public IReadOnlyList<PromptArm> Arms { get; }

    /// <inheritdoc/>
    public bool Equals(PromptSplit? other) => other is not null && Arms.SequenceEqual(other.Arms);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Arms.Count, Arms[0]);
}
