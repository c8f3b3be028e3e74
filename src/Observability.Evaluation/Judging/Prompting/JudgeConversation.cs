using System.Text.Json;
using Microsoft.Extensions.AI;
using Observability.Capture;
using Observability.Capture.Chat;
using Observability.Capture.Tokens;
using Observability.Model;

namespace Observability.Evaluation.Judging.Prompting;

/// <summary>Asks a judge and reads its answer; an answer of the wrong form is asked for once more.</summary>
internal sealed class JudgeConversation(IChatClient client, JudgeOptions options, PromptLink? prompt)
{
    private const int MaxQuoted = 8000;

    /// <summary>Asks.</summary>
    /// <param name="messages">The question.</param>
    /// <param name="schema">The form of the answer.</param>
    /// <param name="read">Reads the answer; throws <see cref="JudgeAnswerException"/> where it is of another form.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="EvaluationFailedException">The second answer is of another form too.</exception>
    public async Task<T> AskAsync<T>(IReadOnlyList<ChatMessage> messages, JsonElement schema, Func<JsonElement, ChatResponse, T> read, CancellationToken cancellationToken)
    {
        var response = await CallAsync(messages, schema, cancellationToken).ConfigureAwait(false);
        try
        {
            return read(Parse(response.Text), response);
        }
        catch (JudgeAnswerException exception)
        {
            return await RepairAsync(messages, response, exception.Message, schema, read, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> RepairAsync<T>(IReadOnlyList<ChatMessage> messages, ChatResponse wrong, string problem, JsonElement schema, Func<JsonElement, ChatResponse, T> read, CancellationToken cancellationToken)
    {
        var said = wrong.Text.Length <= MaxQuoted ? wrong.Text : wrong.Text[..MaxQuoted];
        ChatMessage[] again =
        [
            .. messages,
            new(ChatRole.Assistant, said.Length == 0 ? "(empty)" : said),
            new(ChatRole.User, $"That answer cannot be used: {problem} Answer again with one JSON object of the schema and with nothing else."),
        ];
        var response = await CallAsync(again, schema, cancellationToken).ConfigureAwait(false);
        try
        {
            return read(Parse(response.Text), response);
        }
        catch (JudgeAnswerException exception)
        {
            throw new EvaluationFailedException($"The judge answered in the wrong form twice. {exception.Message}");
        }
    }

    private async Task<ChatResponse> CallAsync(IEnumerable<ChatMessage> messages, JsonElement schema, CancellationToken cancellationToken)
    {
        var chat = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "verdict", "The judge's verdict.") };
        options.ConfigureChat?.Invoke(chat);
        var isCounted = client.GetService<JudgeChatClient>() is not null;
        if (prompt is not null && isCounted)
        {
            chat = PromptTag.Mark(chat, new PromptUse(prompt));
        }

        var response = await client.GetResponseAsync(messages, chat, cancellationToken).ConfigureAwait(false);
        if (!isCounted)
        {
            JudgeFlow.Current?.Add(response, response.Usage.ToUsage(response.RawRepresentation), null, null);
        }

        return response;
    }

    /// <summary>The JSON object of an answer, also out of a Markdown fence or from between other words.</summary>
    private static JsonElement Parse(string text)
    {
        var start = text.IndexOf('{');
        var end = text.LastIndexOf('}');
        if (start < 0 || end < start)
        {
            throw new JudgeAnswerException("It holds no JSON object.");
        }

        try
        {
            return JsonElement.Parse(text.AsSpan(start, end - start + 1));
        }
        catch (JsonException exception)
        {
            throw new JudgeAnswerException($"It is not valid JSON: {exception.Message}");
        }
    }
}
