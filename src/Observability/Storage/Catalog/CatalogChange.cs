using Observability.Model;

namespace Observability.Storage.Catalog;

/// <summary>One change of a commit: a document is put or deleted.</summary>
public sealed record CatalogChange
{
    private CatalogChange(ProjectId project, string collection, string id, CatalogDocument? document, long? expectedRevision)
    {
        Project = project;
        Collection = collection;
        Id = id;
        Document = document;
        ExpectedRevision = expectedRevision;
    }

    /// <summary>The project.</summary>
    public ProjectId Project { get; }

    /// <summary>The collection.</summary>
    public string Collection { get; }

    /// <summary>The id of the document.</summary>
    public string Id { get; }

    /// <summary>What is put; null deletes.</summary>
    public CatalogDocument? Document { get; }

    /// <summary>The revision the document must have: 0 when it must not exist yet, null when any will do.</summary>
    public long? ExpectedRevision { get; }

    /// <summary>Puts a document.</summary>
    /// <param name="document">The document; its own revision is not looked at.</param>
    /// <param name="expectedRevision">The revision it must have: 0 when it must not exist yet, null when any will do.</param>
    /// <exception cref="ArgumentException">The document has no collection or id, or its sort is too long.</exception>
    public static CatalogChange Put(CatalogDocument document, long? expectedRevision = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        document.Validate();
        return new CatalogChange(document.Project, document.Collection, document.Id, document, expectedRevision);
    }

    /// <summary>Deletes a document; one that is not there is no conflict unless a revision is expected.</summary>
    public static CatalogChange Delete(ProjectId project, string collection, string id, long? expectedRevision = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(collection);
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new CatalogChange(project, collection, id, null, expectedRevision);
    }

    internal void ThrowIfUnexpected(long revision)
    {
        if (ExpectedRevision is { } expected && expected != revision)
        {
            throw CatalogConflictException.OfRevision(Collection, Id, expected, revision);
        }
    }
}
