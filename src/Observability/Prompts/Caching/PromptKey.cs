namespace Observability.Prompts.Caching;

/// <summary>What a caller asked for.</summary>
/// <param name="Name">The prompt.</param>
/// <param name="Label">The label; null when it was asked by number.</param>
/// <param name="Version">The version; 0 when it was asked by label.</param>
internal readonly record struct PromptKey(string Name, string? Label, int Version)
{
    public static PromptKey Of(PromptName name, PromptLabel? label, int? version) =>
        version is { } number ? new PromptKey(name.Value, null, number) : new PromptKey(name.Value, (label ?? PromptLabel.Production).Value, 0);

    public PromptLabel? AskedLabel => Label is { } label ? new PromptLabel(label) : (PromptLabel?)null;

    public int? AskedVersion => Label is null ? Version : null;

    public bool Equals(PromptKey other) => Version == other.Version && Name == other.Name && Label == other.Label;

    // The name alone tells nearly all keys apart, and hashing is most of what a hit costs.
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal) ^ Version ^ (Label?.Length ?? 0);

    public override string ToString() => Label is { } label ? $"'{Name}' with label '{label}'" : $"'{Name}' with version {Version}";
}
