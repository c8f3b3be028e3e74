using Microsoft.Extensions.AI;
using Observability.Prompts;

namespace Observability.Evaluation.Judging;

/// <summary>How a judge is asked.</summary>
public sealed class JudgeOptions
{
    /// <summary>Where edited prompts are looked up, as <c>judges/&lt;name&gt;</c> with the label <c>production</c>; a judge without an edited one uses its built-in prompt.</summary>
    /// <value>None; in an application its registry.</value>
    public IPromptRegistry? Prompts { get; set; }

    /// <summary>Changes the options of every call, e.g. the model, a temperature, or a request for log probabilities in the provider's own terms.</summary>
    /// <value>Nothing is changed: some models refuse a temperature.</value>
    public Action<ChatOptions>? ConfigureChat { get; set; }

    /// <summary>Whether a rating is weighted by the probabilities of its alternatives where the answer carries them (G-Eval).</summary>
    /// <value>True.</value>
    public bool UseLogProbabilities { get; set; } = true;

    /// <summary>The score that passes: the least one, or for a judge of harm the greatest.</summary>
    /// <value>None: the judge has no opinion.</value>
    public double? PassAt { get; set; }

    /// <summary>The most characters of everything a judge is shown; more is a failure, never a judgement of a part.</summary>
    /// <value>400,000.</value>
    public int MaxCharacters { get; set; } = 400_000;
}
