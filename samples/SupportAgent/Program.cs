using Microsoft.SemanticKernel;
using Observability;
using Observability.Prompts;
using ScriptedModel;
using SupportAgent;
using SupportAgent.Plugins;

// A support agent on Semantic Kernel: it looks orders up, searches help articles by embedding, sees a photo, and one of its tools fails.
// Everything it does becomes traces in llm-observability/, shown on a page that this program serves. Its prompts are in the registry beside them: move a
// label on the page, and the next answer follows. With --ask it answers what you type instead of its three customers.
await using var model = await SampleModel.StartAsync();

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
    EnvironmentName = Environments.Development, // The page is open to this machine in Development only.
});
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.SemanticKernel", LogLevel.None); // The failing tool is seen on the page.
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:0");

builder.UseLlmObservability();

builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ArticleIndex>().AddSingleton<OrderBook>().AddTransient<SupportDesk>();
var kernel = builder.Services.AddKernel();
kernel.AddOpenAIChatCompletion(model.ChatModel, model.Client);
kernel.AddOpenAIEmbeddingGenerator(model.EmbeddingModel, model.EmbeddingClient);
kernel.Plugins.AddFromType<OrdersPlugin>("Orders").AddFromType<RefundsPlugin>("Refunds").AddFromType<KnowledgePlugin>("Knowledge");
kernel.Services.AddSingleton<IAutoFunctionInvocationFilter, ToolPrinter>();
kernel.UseLlmObservability();

var app = builder.Build();
app.MapLlmObservability("/llm");
await app.StartAsync();

Console.WriteLine(model.IsScripted
    ? "No OPENAI_API_KEY is set: the answers come from a scripted model on this machine."
    : $"The answers come from {model.ChatModel}.");

var page = $"{app.Urls.First()}/llm";
Console.WriteLine($"The page: {page}");
await SupportPrompts.EnsureAsync(app.Services.GetRequiredService<IPromptRegistry>());
foreach (var customer in args.Contains("--ask") ? Questions() : Customer.All)
{
    await using var scope = app.Services.CreateAsyncScope();
    var trace = await scope.ServiceProvider.GetRequiredService<SupportDesk>().TalkToAsync(customer);
    Console.WriteLine($"  trace: {page}/traces/{trace}");
}

await app.Services.GetRequiredService<LlmObservability>().FlushAsync();
Console.WriteLine($"\nAll traces: {page}");

if (args.Contains("--once") || args.Contains("--ask"))
{
    await app.StopAsync();
    return;
}

Console.WriteLine("Press Ctrl+C to stop.");
await app.WaitForShutdownAsync();

static IEnumerable<Customer> Questions()
{
    for (var number = 1; Console.ReadLine() is { Length: > 0 } question; number++)
    {
        yield return new Customer("You", "you@example.com", $"question-{number}", [new Turn(question)]);
    }
}
