using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Observability.Remote.Egress;

namespace Observability.Prompts.Webhooks;

/// <summary>Adds what sends webhooks.</summary>
internal static class WebhookServices
{
    public static void AddPromptWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<LlmObservability>().Options;
            return new WebhookSender(new PrivateNetworkGuard(options.AllowedPrivateHosts), options.TimeProvider);
        });
        services.TryAddSingleton<WebhookService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WebhookService>(provider => provider.GetRequiredService<WebhookService>()));
    }
}
