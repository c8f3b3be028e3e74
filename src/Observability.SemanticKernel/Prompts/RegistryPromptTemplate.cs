using Microsoft.SemanticKernel;
using Observability.Capture;
using Observability.Prompts;

namespace Observability.SemanticKernel.Prompts;

/// <summary>Renders a prompt of the registry and says to the observation around it what the model calls that follow are made from.</summary>
internal sealed class RegistryPromptTemplate(Func<CancellationToken, ValueTask<PromptVersion>> pull) : IPromptTemplate
{
    public async Task<string> RenderAsync(Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
    {
        var scope = AmbientScope.Current;
        var prompt = await pull(cancellationToken).ConfigureAwait(false);
        var values = arguments ?? [];
        var text = KernelMessages.RenderText(prompt, values);
        if (scope is not null && !prompt.IsFallback)
        {
            scope.PromptForCalls = PromptVersionChatExtensions.UseOf(prompt, values);
        }

        return text;
    }
}
