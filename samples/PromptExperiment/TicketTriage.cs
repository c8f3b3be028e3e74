using Microsoft.Extensions.AI;
using Observability.Prompts;

namespace PromptExperiment;

/// <summary>Sends a ticket to a department: one model call with a prompt from the registry.</summary>
internal sealed class TicketTriage(IChatClient model)
{
    public async Task<string> AssignAsync(PromptVersion prompt, string ticket, CancellationToken cancellationToken = default)
    {
        ChatMessage[] messages = [new(ChatRole.System, prompt.Content.Text), new(ChatRole.User, ticket)];
        var answer = await model.GetResponseAsync(messages, new ChatOptions { Temperature = 0 }, cancellationToken);
        return answer.Text.Trim();
    }
}
