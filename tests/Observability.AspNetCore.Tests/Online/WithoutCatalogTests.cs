using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observability.Evaluation.Online;
using Observability.Storage;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Online;

/// <summary>Online evaluation over a store that keeps no catalog: there is nowhere to keep what is to be judged.</summary>
public sealed class WithoutCatalogTests
{
    [Fact]
    public async Task Start_OverAStoreWithoutACatalog_SaysSoAndNotesNothingMore()
    {
        using var log = new CollectingLoggerProvider();
        var builder = new ServiceCollection().AddLlmObservability(options => options.UseStore(() => new WriteOnlyStore()));
        builder.AddEvaluator("length", (_, output, _) => (double)output.Length).AddOnlineEvaluation(online => online.Evaluate("length"));
        builder.Services.AddLogging().AddSingleton<ILoggerProvider>(log);
        await using var services = builder.Services.BuildServiceProvider();
        var online = services.GetServices<IHostedService>().OfType<OnlineEvaluationHost>().Single();

        await online.StartAsync(TestContext.Current.CancellationToken);
        await OnlineHost.WaitAsync(online.ExecuteTask!);

        Assert.False(services.GetRequiredService<LlmObservability>().Feed.IsWatched);
        Assert.Contains(log.Messages, message => message.Contains("catalog", StringComparison.OrdinalIgnoreCase));
    }
}
