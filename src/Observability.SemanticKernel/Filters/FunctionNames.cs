using System.Text.RegularExpressions;
using Microsoft.SemanticKernel;

namespace Observability.SemanticKernel.Filters;

/// <summary>Names functions the same way in every run.</summary>
internal static partial class FunctionNames
{
    // Semantic Kernel's prompt functions are an internal type; null after a rename, and then the first render tells them apart.
    private static readonly Type? PromptFunctionType =
        typeof(KernelFunctionFactory).Assembly.GetType("Microsoft.SemanticKernel.KernelFunctionFromPrompt");

    public static bool IsPromptFunction(KernelFunction function) => function.GetType() == PromptFunctionType;

    /// <summary><c>Plugin.function</c>, or the function alone without the GUID that Semantic Kernel gives nameless prompts.</summary>
    public static string Of(KernelFunction function)
    {
        var name = function.Name;
        if (!string.IsNullOrEmpty(function.PluginName))
        {
            return $"{function.PluginName}.{name}";
        }

        return name.Length > 33 && name[^33] == '_' ? GuidSuffix().Replace(name, "") : name;
    }

    [GeneratedRegex("_[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex GuidSuffix();
}
