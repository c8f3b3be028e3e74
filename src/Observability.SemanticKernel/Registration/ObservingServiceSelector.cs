using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;

namespace Observability.SemanticKernel.Registration;

/// <summary>Observes whatever service a prompt function selects, also those registered after observability was added.</summary>
internal sealed class ObservingServiceSelector(IAIServiceSelector inner, ServiceWrapping wrapping) : IAIServiceSelector, IChatClientSelector
{
    public bool TrySelectAIService<T>(Kernel kernel, KernelFunction function, KernelArguments arguments, [NotNullWhen(true)] out T? service, out PromptExecutionSettings? serviceSettings)
        where T : class, IAIService
    {
        if (!inner.TrySelectAIService(kernel, function, arguments, out service, out serviceSettings))
        {
            return false;
        }

        service = wrapping.Wrap(service);
        return true;
    }

    public bool TrySelectChatClient<T>(Kernel kernel, KernelFunction function, KernelArguments arguments, [NotNullWhen(true)] out T? service, out PromptExecutionSettings? serviceSettings)
        where T : class, IChatClient
    {
        service = null;
        serviceSettings = null;
        if (inner is not IChatClientSelector chatClients || !chatClients.TrySelectChatClient(kernel, function, arguments, out service, out serviceSettings))
        {
            return false;
        }

        service = wrapping.Wrap(service);
        return true;
    }
}
