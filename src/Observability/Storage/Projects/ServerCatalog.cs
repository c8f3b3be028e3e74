using Observability.Model;

namespace Observability.Storage.Projects;

/// <summary>Where the catalog keeps what belongs to no project: the projects themselves and their keys.</summary>
internal static class ServerCatalog
{
    /// <summary>The project of those documents. Its id cannot be given to a project.</summary>
    public static ProjectId Project { get; } = new("$server");
}
