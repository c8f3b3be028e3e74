using System.Runtime.CompilerServices;

namespace Observability.Architecture.Tests;

/// <summary>Finds the checkout these tests were built from.</summary>
internal static class SolutionFolder
{
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", ".."));

    private static string Here([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
