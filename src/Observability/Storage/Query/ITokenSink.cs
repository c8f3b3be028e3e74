namespace Observability.Storage.Query;

/// <summary>Takes the tokens of a text, one call each; a token may come several times.</summary>
internal interface ITokenSink
{
    void Add(ReadOnlySpan<char> token);
}
