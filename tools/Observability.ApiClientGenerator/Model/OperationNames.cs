using System;
using System.Linq;

namespace Observability.ApiClientGenerator.Model;

/// <summary>Names the method of an operation after its verb and path: <c>GET /api/public/v2/datasets/{name}/runs</c> of the group Datasets is <c>ListRunsV2</c>.</summary>
/// <remarks>The name depends on nothing but the operation itself, so that one that is added changes no other.</remarks>
internal static class OperationNames
{
    private const string Root = "/api/public/";

    public static string Of(string group, string method, string path, bool isList, bool isStream, bool hasBody)
    {
        var segments = path.Substring(path.StartsWith(Root, StringComparison.Ordinal) ? Root.Length : 1).Split('/');
        var version = segments[0].Length == 2 && segments[0][0] == 'v' && char.IsDigit(segments[0][1]) ? segments[0].ToUpperInvariant() : "";
        var words = segments.Skip(version.Length > 0 ? 1 : 0).ToList();
        var isOne = words.Count > 1 && IsParameter(words[words.Count - 1]);
        var names = words.Where(word => !IsParameter(word)).Select(Identifiers.Pascal).ToList();
        if (names[0] == group)
        {
            names.RemoveAt(0);
        }

        if (names.Count > 0 && (isOne || method == "POST"))
        {
            names[names.Count - 1] = Identifiers.Singular(names[names.Count - 1]);
        }

        return Verb(method, isOne, isList, isStream, hasBody) + string.Concat(names) + version;
    }

    private static string Verb(string method, bool isOne, bool isList, bool isStream, bool hasBody) => method switch
    {
        "GET" when isStream => "Watch",
        "GET" when isList && !isOne => "List",
        "GET" => "Get",
        "POST" => "Create",
        "PUT" => "Put",
        "PATCH" => "Update",
        "DELETE" when hasBody => "DeleteMany",
        "DELETE" => "Delete",
        _ => Identifiers.Pascal(method.ToLowerInvariant()),
    };

    private static bool IsParameter(string segment) => segment.StartsWith("{", StringComparison.Ordinal);
}
