namespace Observability.Storage.Projects;

/// <summary>Who owns projects.</summary>
internal sealed record Organization(string Id, string Name)
{
    public static Organization Default { get; } = new("default", "default");
}
