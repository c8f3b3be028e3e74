using System.Diagnostics.CodeAnalysis;

namespace Observability.Evaluation.Online;

/// <summary>How a rule says which evaluator it runs: by the id of one in the catalog, or by the name of one that the application registered.</summary>
internal static class EvaluatorKeys
{
    private const string Registered = "registered:";

    public static string OfRegistered(string name) => Registered + name;

    public static bool IsRegistered(string key, [NotNullWhen(true)] out string? name)
    {
        name = key.StartsWith(Registered, StringComparison.Ordinal) ? key[Registered.Length..] : null;
        return name is not null;
    }
}
