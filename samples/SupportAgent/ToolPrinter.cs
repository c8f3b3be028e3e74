using Microsoft.SemanticKernel;

namespace SupportAgent;

/// <summary>Prints each tool the agent calls.</summary>
internal sealed class ToolPrinter : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var arguments = string.Join(", ", (context.Arguments ?? []).Select(argument => $"{argument.Key}: {argument.Value}"));
        Console.WriteLine($"  · {context.Function.PluginName}.{context.Function.Name}({arguments})");
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            Console.WriteLine($"  ! {exception.Message}");
            throw;
        }
    }
}
