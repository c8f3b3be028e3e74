namespace Observability.Remote;

/// <summary>The query parameters of an operation.</summary>
internal interface IApiQuery
{
    /// <summary>Adds what is set.</summary>
    void Write(ApiQueryText query);
}
