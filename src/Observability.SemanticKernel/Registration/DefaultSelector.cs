using Microsoft.SemanticKernel;

namespace Observability.SemanticKernel.Registration;

/// <summary>The selector Semantic Kernel uses when none is registered: its type is internal, a bare kernel hands it out.</summary>
internal static class DefaultSelector
{
    public static IAIServiceSelector Instance { get; } = new Kernel().ServiceSelector;
}
