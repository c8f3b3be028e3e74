using Microsoft.Extensions.AI;
using Observability;
using Observability.Evaluation;
using Observability.Evaluation.Datasets;
using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Experiments;
using Observability.Evaluation.Gates;
using ScriptedModel;

namespace QualityGate;

/// <summary>A prompt under test: the gate fails when it answers the tickets worse than the baseline that is committed beside it.</summary>
/// <remarks><c>PLANTED_REGRESSION=1 dotnet test</c> shows what a failure says; <c>LLMOBS_UPDATE_BASELINE=1 dotnet test</c> writes the baseline anew.</remarks>
public sealed class TicketTriageTests
{
    private static string Departments => Environment.GetEnvironmentVariable("PLANTED_REGRESSION") == "1" ? "orders, products, other" : "orders, products, billing, other";

    [Fact]
    public async Task Triage_OfTheTickets_IsAsGoodAsTheBaseline()
    {
        await using var model = await SampleModel.StartAsync();
        await using var observability = LlmObservability.GetOrCreate(new LlmObservabilityOptions().UseInMemoryStore("quality-gate"));
        using var client = model.Client.GetChatClient(model.ChatModel).AsIChatClient().AsBuilder().UseLlmObservability(observability).Build();
        var tickets = await DatasetFile.ReadCsvAsync(
            Path.Combine(AppContext.BaseDirectory, "tickets.csv"),
            new DatasetColumns { Input = ["ticket"], ExpectedOutput = ["department"] },
            TestContext.Current.CancellationToken);

        var run = await new ExperimentRunner(observability).RunAsync(
            tickets,
            async (context, token) =>
            {
                ChatMessage[] messages = [new(ChatRole.System, $"Answer with one word, the department for the ticket: {Departments}."), new(ChatRole.User, context.InputText)];
                return (await client.GetResponseAsync(messages, cancellationToken: token)).Text;
            },
            [Evaluator.From(new ExactMatchEvaluator())],
            new ExperimentOptions { Name = "ticket-triage" },
            TestContext.Current.CancellationToken);

        var result = await new Observability.Evaluation.Gates.QualityGate(Path.Combine(SourceFolder, "baselines", "ticket-triage.json")).CheckAsync(run, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        result.ThrowIfFailed();
    }

    private static string SourceFolder { get; } = Path.GetDirectoryName(Location())!;

    // The baseline is a file of the repository, not of the build output: updating it changes what is committed.
    private static string Location([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
