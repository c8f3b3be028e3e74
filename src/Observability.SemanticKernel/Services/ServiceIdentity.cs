using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.Services;

namespace Observability.SemanticKernel.Services;

/// <summary>What a service says about itself, read once: its model, its provider and the names its observations get.</summary>
internal sealed record ServiceIdentity(string? Model, string? Provider)
{
    public string ChatName { get; } = Model is null ? "chat" : $"chat {Model}";

    public static ServiceIdentity Of(IAIService service)
    {
        try
        {
            return new ServiceIdentity(
                service.GetModelId() ?? Attribute(service, "DeploymentName"),
                ConnectorProvider.Of(service.GetType(), service.GetEndpoint()));
        }
        catch (Exception)
        {
            // Attributes are the service's own code.
            return new ServiceIdentity(null, null);
        }
    }

    public string Name(string operation) => Model is null ? operation : $"{operation} {Model}";

    private static string? Attribute(IAIService service, string key) =>
        service.Attributes.TryGetValue(key, out var value) ? value as string : null;
}
