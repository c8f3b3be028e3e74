using System.Globalization;

namespace Observability.Prompts.Rollout;

/// <summary>How a version of a prompt is tried on a growing share of a label's calls.</summary>
public sealed record RolloutPlan
{
    /// <summary>The most stages.</summary>
    public const int MaxStages = 20;

    /// <summary>The most guards.</summary>
    public const int MaxGuards = 20;

    /// <summary>The prompt.</summary>
    public required PromptName Prompt { get; init; }

    /// <summary>The label whose calls are split.</summary>
    /// <value><c>production</c>.</value>
    public PromptLabel Label { get; init; } = PromptLabel.Production;

    /// <summary>The version on trial; the one that the label points to is what it is compared with.</summary>
    public required int Candidate { get; init; }

    /// <summary>The schedule, from 1 to <see cref="MaxStages"/> stages.</summary>
    /// <value>A tenth of the calls for a day.</value>
    public IReadOnlyList<RolloutStage> Stages { get; init; } = [new RolloutStage(0.1, TimeSpan.FromDays(1))];

    /// <summary>What must not get worse, from 1 to <see cref="MaxGuards"/> guards.</summary>
    /// <value>The error rate.</value>
    public IReadOnlyList<RolloutGuard> Guards { get; init; } = [RolloutGuard.ErrorRate()];

    /// <summary>The probability that a candidate that is no worse is never rolled back, over all stages, guards and looks.</summary>
    /// <value>0.95; from 0.5 to below 1.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>How many values each arm needs of every guard before anything is decided; 1 or more.</summary>
    /// <value>100.</value>
    public int MinimumCount { get; init; } = 100;

    /// <summary>Whether the label moves to the candidate after the last stage; otherwise the split stays as it is then.</summary>
    /// <value>false.</value>
    public bool Promotes { get; init; }

    /// <summary>The level of one guard in one stage, so that all of them together keep <see cref="Level"/>.</summary>
    internal double LevelOfEach => 1 - ((1 - Level) / (Guards.Count * Stages.Count));

    /// <exception cref="PromptException">The plan is not valid.</exception>
    internal void Check()
    {
        var fault = this switch
        {
            { Stages.Count: 0 or > MaxStages } => $"The rollout has {Stages.Count} stages. Give it from 1 to {MaxStages}.",
            { Guards.Count: 0 or > MaxGuards } => $"The rollout has {Guards.Count} guards. Give it from 1 to {MaxGuards}.",
            { Level: not (>= 0.5 and < 1) } => string.Create(CultureInfo.InvariantCulture, $"The level of the rollout is {Level}. It is a probability from 0.5 to below 1."),
            { MinimumCount: < 1 } => $"The minimum count of the rollout is {MinimumCount}. It must be 1 or more.",
            _ when Stages.FirstOrDefault(stage => !(stage.Share is > 0 and <= 0.5)) is { } stage => string.Create(CultureInfo.InvariantCulture, $"A stage of the rollout has the share {stage.Share}. It must be above 0 and at most 0.5."),
            _ when Stages.Any(stage => stage.Duration < TimeSpan.Zero) => "A stage of the rollout has a negative duration.",
            _ => Guards.Select(guard => guard.Fault).FirstOrDefault(text => text is not null),
        };
        if (fault is not null)
        {
            throw PromptException.Invalid(fault);
        }
    }
}
