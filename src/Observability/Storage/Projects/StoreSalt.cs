namespace Observability.Storage.Projects;

/// <summary>The salt under which a store's secrets are hashed.</summary>
internal sealed record StoreSalt(byte[] Value)
{
    public const string Id = "salt";
}
