using System.Text;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability.Capture;
using Observability.Model;

namespace SupportAgent;

/// <summary>Answers one customer, turn by turn, and files a summary.</summary>
internal sealed class SupportDesk(Kernel kernel, Tracer tracer)
{
    private const string Instructions =
        "You are the support agent of a small shop for lamps and household goods. Look things up with the tools before you answer; " +
        "answer in two sentences at most. If a tool fails, say so and hand the case over to a colleague.";

    private static readonly KernelFunction Summarise = KernelFunctionFactory.CreateFromPrompt(
        "Summarise this support conversation for the ticket in one sentence.\n{{$conversation}}", functionName: "summarise_ticket");

    private static readonly PromptExecutionSettings ToolsAllowed = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    /// <summary>Talks to a customer; returns the trace of the first turn.</summary>
    public async Task<TraceId> TalkToAsync(Customer customer)
    {
        Console.WriteLine($"\n── {customer.Name} ({customer.Ticket}) ──");
        var history = new ChatHistory(Instructions);
        var transcript = new StringBuilder();
        TraceId? first = null;

        // Whose trace it is and which conversation it belongs to: holds for everything that begins inside.
        using var attributes = LlmTrace.BeginAttributes(new() { UserId = customer.Email, SessionId = customer.Ticket, Tags = ["support"] });
        foreach (var turn in customer.Turns)
        {
            using var run = tracer.StartAgent("support-agent").SetInput(turn.Text);
            first ??= run.Trace.Id;
            Console.WriteLine($"{customer.Name}: {turn.Text}{(turn.Photo is null ? "" : $" [{turn.Photo}]")}");
            history.AddUserMessage(Message(turn));
            var answer = await AnswerAsync(history);
            history.AddAssistantMessage(answer);
            run.SetOutput(answer);
            transcript.AppendLine($"customer: {turn.Text}").AppendLine($"agent: {answer}");
        }

        var summary = await kernel.InvokeAsync<string>(Summarise, new() { ["conversation"] = transcript.ToString() });
        Console.WriteLine($"  filed: {summary}");
        return first!.Value;
    }

    private async Task<string> AnswerAsync(ChatHistory history)
    {
        var answer = new StringBuilder();
        await foreach (var chunk in kernel.GetRequiredService<IChatCompletionService>().GetStreamingChatMessageContentsAsync(history, ToolsAllowed, kernel))
        {
            Console.Write(answer.Length == 0 && chunk.Content is { Length: > 0 } ? $"Agent: {chunk.Content}" : chunk.Content);
            answer.Append(chunk.Content);
        }

        Console.WriteLine();
        return answer.ToString();
    }

    private static ChatMessageContentItemCollection Message(Turn turn) => turn.Photo is null
        ? [new TextContent(turn.Text)]
        : [new TextContent(turn.Text), new ImageContent(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "photos", turn.Photo)), "image/png")];
}
