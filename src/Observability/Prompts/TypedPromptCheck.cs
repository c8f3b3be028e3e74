using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observability.Diagnostics;

namespace Observability.Prompts;

/// <summary>Checks at start that a prompt is there and that its type has every variable.</summary>
/// <remarks>A registry that cannot be reached is no reason not to start: the first call that needs the prompt will say so again.</remarks>
internal sealed class TypedPromptCheck<T>(IPromptRegistry registry, ILogger<TypedPromptCheck<T>> logger) : IHostedService
    where T : notnull
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await registry.GetAsync<T>(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is PromptException { Fault: PromptFault.Unavailable } or IOException)
        {
            logger.PromptNotChecked(exception, typeof(T).Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
