using System.Globalization;
using Observability.Prompts;

namespace Observability.Evaluation.Judging.Prompting;

/// <summary>Prompts that somebody edited in the registry, else the built-in ones. A registry that cannot be asked is a failure: another prompt gives other scores.</summary>
internal sealed class RegistryJudgePrompts(IPromptRegistry registry) : IJudgePromptSource
{
    public const string Folder = "judges/";

    public async ValueTask<JudgePrompt> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (!PromptName.TryCreate(Folder + name, out var promptName))
        {
            return EmbeddedJudgePrompts.Instance.Get(name);
        }

        try
        {
            // The name is the key of a split, so that all subjects of one judge are judged by one version.
            var version = await registry.GetAsync(promptName, key: promptName.Value, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new JudgePrompt(version.Content, "prompt." + version.Version.ToString(CultureInfo.InvariantCulture), version.Link);
        }
        catch (PromptException exception) when (exception.Fault is PromptFault.NotFound)
        {
            return EmbeddedJudgePrompts.Instance.Get(name);
        }
    }
}
