using System.Collections.Generic;

namespace Observability.ApiClientGenerator.Emit;

/// <summary>The base of the client, with a property for each group.</summary>
internal static class ClientSource
{
    public static string Of(IReadOnlyList<string> groups)
    {
        var source = new SourceText().Summary("The operations of the API, by group.").Open("public abstract class ApiGroups");
        source.Summary("Calls the API through a transport.").Open("private protected ApiGroups(global::Observability.Remote.ApiTransport transport)");
        foreach (var group in groups)
        {
            source.Line($"{group} = new {GroupSource.NameOf(group)}(transport);");
        }

        source.Close();
        foreach (var group in groups)
        {
            source.Line().Summary($"The operations of the group {group}.").Line($"public {GroupSource.NameOf(group)} {group} {{ get; }}");
        }

        return source.Close().ToString();
    }
}
