using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Judging;
using Observability.Evaluation.Judging.Forms;
using Observability.Evaluation.Judging.Prompting;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.Secrets;

namespace Observability.Evaluation.Online;

/// <summary>Finds the evaluators of rules: those that the application registered, and judges of the catalog with the model of their connection.</summary>
internal sealed class EvaluatorSource(LlmObservability observability, EvaluatorRegistry? registry, JudgeModel? judgeModel, OnlineEvaluationOptions options, JudgeCapture capture)
{
    /// <exception cref="EvaluationFailedException">It cannot be run; the message says why and what to do.</exception>
    public async Task<LiveEvaluator> GetAsync(ProjectId project, string key, CancellationToken cancellationToken)
    {
        if (EvaluatorKeys.IsRegistered(key, out var name))
        {
            return Registered(project, name) ?? throw new EvaluationFailedException($"No evaluator is registered as '{name}'. Register it with services.AddLlmObservability().AddEvaluator(…).");
        }

        var evaluators = new DocumentCollection<EvaluatorDefinition>(observability.Catalog, CatalogCollections.Evaluators);
        var definition = (await evaluators.GetAsync(project, key, cancellationToken).ConfigureAwait(false))?.Value ?? throw new EvaluationFailedException("The evaluator was deleted.");
        if (definition.Type == EvaluatorType.Code)
        {
            return Registered(project, definition.Name) ?? throw new EvaluationFailedException(
                $"The evaluator '{definition.Name}' is {definition.SourceCodeLanguage} code, which is not run here. Register one of that name in C#: services.AddLlmObservability().AddEvaluator(\"{definition.Name}\", …).");
        }

        var form = new DefinedForm(definition.Name, definition.OutputDefinition!.ToElement());
        var chat = await ConnectAsync(project, definition, cancellationToken).ConfigureAwait(false);
        var judge = new JudgeEvaluator(definition.Name, definition.Name, form, new JudgeOptions { ConfigureChat = settings => settings.ModelId ??= chat.Model }, prompts: new DefinedJudgePrompt(definition));
        return new LiveEvaluator(
            Evaluator.From(judge, new EvaluatorOptions { TimeProvider = observability.Options.TimeProvider }),
            new ChatConfiguration(chat.Client),
            IsRegistered: false);
    }

    private LiveEvaluator? Registered(ProjectId project, string name)
    {
        if (registry is null || !registry.TryGet(name, out var evaluator))
        {
            return null;
        }

        var chat = evaluator.ChatConfiguration?.ChatClient is JudgeChatClient judge ? new ChatConfiguration(judge.For(capture.For(project))) : null;
        return new LiveEvaluator(evaluator, chat, IsRegistered: true);
    }

    private async Task<(IChatClient Client, string? Model)> ConnectAsync(ProjectId project, EvaluatorDefinition definition, CancellationToken cancellationToken)
    {
        var config = definition.ModelConfig?.ToElement();
        if (config is not { ValueKind: JsonValueKind.Object } named)
        {
            return judgeModel?.Configuration.ChatClient is JudgeChatClient judge
                ? (judge.For(capture.For(project)), null)
                : throw new EvaluationFailedException($"The evaluator '{definition.Name}' names no model, and the application names none. Give it a provider and a model, or call UseJudge(chatClient).");
        }

        var provider = named.GetProperty("provider").GetString()!;
        var model = named.GetProperty("model").GetString()!;
        var connections = new DocumentCollection<LlmConnection>(observability.Catalog, CatalogCollections.LlmConnections);
        var connection = (await connections.FindAsync(project, CatalogCollections.Name(provider), cancellationToken).ConfigureAwait(false))?.Value
            ?? throw new EvaluationFailedException($"There is no LLM connection to '{provider}', which the evaluator '{definition.Name}' asks. Create one.");
        var connect = options.Connect ?? throw new EvaluationFailedException(
            $"This application does not reach models over LLM connections. Set {nameof(OnlineEvaluationOptions)}.{nameof(OnlineEvaluationOptions.Connect)}, or leave the evaluator's model out and call UseJudge(chatClient).");
        try
        {
            return (connect(Open(project, connection, model)).AsJudge(capture.For(project)), model);
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            throw new EvaluationFailedException(exception.Message);
        }
    }

    private JudgeConnection Open(ProjectId project, LlmConnection connection, string model)
    {
        var owner = LlmConnectionSecrets.OwnerOf(project, connection.Id);
        try
        {
            return new JudgeConnection
            {
                Provider = connection.Provider,
                Adapter = connection.Adapter,
                Model = model,
                SecretKey = observability.Secrets.Unprotect(connection.SecretKey, owner),
                Address = connection.BaseUrl is { } address ? new Uri(address) : null,
                Headers = connection.ExtraHeaders is { } headers
                    ? Payload.Parse(observability.Secrets.Unprotect(headers, owner)).ToElement().EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!)
                    : new Dictionary<string, string>(),
            };
        }
        catch (CryptographicException exception)
        {
            throw new EvaluationFailedException($"The key of the LLM connection '{connection.Provider}' cannot be read: {exception.Message} Save the connection again.");
        }
    }
}
