using Observability.ApiClientGenerator.Model;

namespace Observability.ApiClientGenerator.Emit;

/// <summary>The record of an operation's query parameters.</summary>
internal static class QuerySource
{
    public static string Of(ApiOperation operation)
    {
        var source = new SourceText()
            .Summary($"What to ask {operation.Method} {operation.Path} for.")
            .Open($"public sealed record {operation.QueryType} : global::Observability.Remote.IApiQuery");
        foreach (var parameter in operation.QueryParameters)
        {
            source.Summary(parameter.Summary).Line($"public {parameter.Type} {parameter.Name} {{ get; init; }}").Line();
        }

        source.Open("void global::Observability.Remote.IApiQuery.Write(global::Observability.Remote.ApiQueryText query)");
        foreach (var parameter in operation.QueryParameters)
        {
            source.Line($"query.Add(\"{parameter.JsonName}\", {parameter.Name});");
        }

        return source.Close().Close().ToString();
    }
}
