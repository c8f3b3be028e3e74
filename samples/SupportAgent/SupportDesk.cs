using System.Text;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Observability;
using Observability.Capture;
using Observability.Model;
using Observability.Prompts;

namespace SupportAgent;

/// <summary>Answers one customer, turn by turn, and files a summary.</summary>
internal sealed class SupportDesk(Kernel kernel, Tracer tracer, IPromptRegistry prompts)
{
    private static readonly PromptExecutionSettings ToolsAllowed = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    /// <summary>Talks to a customer; returns the trace of the first turn.</summary>
    public async Task<TraceId> TalkToAsync(Customer customer)
    {
        Console.WriteLine($"\n── {customer.Name} ({customer.Ticket}) ──");
        var history = new ChatHistory();
        var transcript = new StringBuilder();
        TraceId? first = null;

        // Whose trace it is and which conversation it belongs to: holds for everything that begins inside.
        using var attributes = LlmTrace.BeginAttributes(new() { UserId = customer.Email, SessionId = customer.Ticket, Tags = ["support"] });
        foreach (var turn in customer.Turns)
        {
            using var run = tracer.StartAgent("support-agent").SetInput(turn.Text);
            first ??= run.Trace.Id;
            Console.WriteLine($"{customer.Name}: {turn.Text}{(turn.Photo is null ? "" : $" [{turn.Photo}]")}");
            await InstructAsync(history, customer);
            history.AddUserMessage(Message(turn));
            var answer = await AnswerAsync(history);
            history.AddAssistantMessage(answer);
            run.SetOutput(answer);
            transcript.AppendLine($"customer: {turn.Text}").AppendLine($"agent: {answer}");
        }

        var summarise = kernel.CreateFunctionFromPrompt(await prompts.GetAsync(SupportPrompts.Summary), "summarise_ticket");
        var summary = await kernel.InvokeAsync<string>(summarise, new() { ["conversation"] = transcript.ToString() });
        Console.WriteLine($"  filed: {summary}");
        return first!.Value;
    }

    /// <summary>Puts the instructions that the label points to now before the conversation: a label that moves changes the next answer.</summary>
    private async Task InstructAsync(ChatHistory history, Customer customer)
    {
        var prompt = await prompts.GetAsync(SupportPrompts.Agent);
        if (history.Count > 0)
        {
            history.RemoveAt(0);
        }

        history.Insert(0, prompt.ToChatHistory(new { Customer = customer.Name })[0]);
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
