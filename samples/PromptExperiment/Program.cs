using Microsoft.Extensions.AI;
using Observability;
using Observability.Capture;
using Observability.Evaluation;
using Observability.Evaluation.Datasets;
using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Experiments;
using Observability.Evaluation.Reports;
using Observability.Model;
using Observability.Prompts;
using Observability.Storage;
using PromptExperiment;
using ScriptedModel;

// Is the new prompt better? Traffic of the old one becomes a dataset, both versions answer it, and statistics say what the difference is worth.
await using var model = await SampleModel.StartAsync();
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Development });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:0");
builder.UseLlmObservability();
var app = builder.Build();
app.MapLlmObservability("/llm");
await app.StartAsync();

var observability = app.Services.GetRequiredService<LlmObservability>();
using var client = model.Client.GetChatClient(model.ChatModel).AsIChatClient().AsBuilder().UseLlmObservability(observability).Build();
var triage = new TicketTriage(client);
var stamp = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture);

// 1. Two versions of a prompt in the registry: the new one knows a fourth department.
PromptName name = "ticket-triage";
var old = await observability.Prompts.CreateAsync(new PromptDraft { Name = name, Content = "Answer with one word, the department for the ticket: orders, products, other.", Labels = [PromptLabel.Production] });
var @new = await observability.Prompts.CreateAsync(new PromptDraft { Name = name, Content = "Answer with one word, the department for the ticket: orders, products, billing, other.", CommitMessage = "Billing has its own department now" });

// 2. What came in: tickets that the old version answered, captured as traces.
var tickets = await DatasetFile.ReadCsvAsync(Path.Combine(AppContext.BaseDirectory, "tickets.csv"), new DatasetColumns { Input = ["ticket"], ExpectedOutput = ["department"] });
var expected = tickets.ToDictionary(ticket => ticket.Input!.ToString(), ticket => ticket.ExpectedOutput);
using (LlmTrace.BeginAttributes(new TraceAttributes { Tags = [stamp] }))
{
    foreach (var ticket in tickets)
    {
        await observability.Tracer.ObserveAsync("triage", async step =>
        {
            var text = ticket.Input!.ToElement().GetString()!;
            step.SetInput(text);
            return await triage.AssignAsync(old, text);
        });
    }
}

// 3. A dataset from those traces, with what people say the answer should have been.
await observability.FlushAsync();
var library = new DatasetLibrary(observability);
var dataset = "tickets " + stamp;
await library.CreateAsync(dataset, "Tickets of one day, with the department that took them");
var captured = await observability.Store.ListTracesAsync(new TraceQuery { Filters = [Filter.Equal(FilterField.Tags, stamp)], Limit = tickets.Count, Payloads = PayloadSelection.InputOutput });
foreach (var trace in captured.Items)
{
    await library.AddTraceAsync(dataset, trace.Trace.Id, expectedOutput: expected[trace.Trace.Input!.ToString()]);
}

Console.WriteLine($"{captured.Items.Count} traces became the dataset '{dataset}'.");

// 4. Both versions answer it.
var runner = new ExperimentRunner(observability);
Evaluator[] evaluators = [Evaluator.From(new ExactMatchEvaluator())];
ExperimentTask With(PromptVersion prompt) => async (context, token) => await triage.AssignAsync(prompt, context.InputText, token);
ExperimentOptions Options(PromptVersion prompt) => new() { Name = prompt.ToString(), RunName = prompt.ToString(), Metadata = new Dictionary<string, string> { ["prompt"] = prompt.ToString(), ["model"] = model.ChatModel }, Progress = new ConsoleProgress() };
var before = await runner.RunAsync(dataset, With(old), evaluators, Options(old));
var after = await runner.RunAsync(dataset, With(@new), evaluators, Options(@new));

// 5. What the difference is worth.
var comparison = ExperimentComparison.Of(before, after);
Console.WriteLine();
Console.WriteLine(TextReport.Of(comparison));
var quality = comparison.Metrics.First(metric => !ExperimentMetrics.IsLowerBetter(metric.Metric));
Console.WriteLine(quality.Verdict switch
{
    Verdict.Better => $"{@new} is better: take it.",
    Verdict.Worse => $"{@new} is worse: leave it.",
    _ => $"No difference is shown; with this many tickets one below {quality.Difference.MinimumDetectableEffect:0.##} would go unseen.",
});
var report = Path.Combine(AppContext.BaseDirectory, "comparison.html");
await File.WriteAllTextAsync(report, HtmlReport.Of(comparison));
Console.WriteLine($"\nReport: {report}");
Console.WriteLine($"Runs:   {app.Urls.First()}/llm/api/public/datasets/{Uri.EscapeDataString(dataset)}/runs");
Console.WriteLine($"Traces: {app.Urls.First()}/llm");

if (!args.Contains("--once"))
{
    Console.WriteLine("Press Ctrl+C to stop.");
    await app.WaitForShutdownAsync();
}

await app.StopAsync();
