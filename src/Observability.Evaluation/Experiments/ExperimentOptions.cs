namespace Observability.Evaluation.Experiments;

/// <summary>How an experiment is run.</summary>
public sealed record ExperimentOptions
{
    /// <summary>What is tried, e.g. <c>support-answer v8</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the run in its dataset, unique there.</summary>
    /// <value>Null: the name and the time it began.</value>
    public string? RunName { get; init; }

    /// <summary>Why it is tried.</summary>
    public string? Description { get; init; }

    /// <summary>What belongs to the run: prompt version, model, temperature.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How often each item is answered.</summary>
    /// <value>1; from 1 to 1,000.</value>
    public int Repetitions { get; init; } = 1;

    /// <summary>How many items are answered at once.</summary>
    /// <value>4; from 1 to 1,000.</value>
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>How long one answer may take; then it counts as failed.</summary>
    /// <value>Five minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Begins no further item once answers and judges together cost this much in USD.</summary>
    /// <value>Null: no limit.</value>
    public decimal? CostLimitUsd { get; init; }

    /// <summary>Goes on with the run of this name: what it answered already is not asked again.</summary>
    /// <value>False: a run of that name must not exist yet.</value>
    public bool Resume { get; init; }

    /// <summary>What items belong together, such as the document or conversation they were made from: their answers are not independent.</summary>
    /// <value>Null: every item stands for itself.</value>
    public Func<EvaluationItem, string>? ClusterBy { get; init; }

    /// <summary>Is told at the start and whenever answers were judged.</summary>
    /// <value>Null. <see cref="Reports.ConsoleProgress"/> shows it on the console.</value>
    public IProgress<ExperimentProgress>? Progress { get; init; }

    internal void Validate()
    {
        var errors = new List<string>();
        Check(!string.IsNullOrWhiteSpace(Name), "Name is empty. Say what is tried.");
        Check(Repetitions is >= 1 and <= 1000, $"Repetitions is {Repetitions}. Set it to between 1 and 1000.");
        Check(MaxConcurrency is >= 1 and <= 1000, $"MaxConcurrency is {MaxConcurrency}. Set it to between 1 and 1000.");
        Check(Timeout > TimeSpan.Zero, $"Timeout is {Timeout}. Set it above zero.");
        Check(CostLimitUsd is null or > 0, $"CostLimitUsd is {CostLimitUsd}. Set it above zero, or to null for no limit.");
        Check(!Resume || RunName is not null, "Resume needs RunName: the run to go on with.");
        if (errors.Count > 0)
        {
            throw new ArgumentException("The options of the experiment are invalid: " + string.Join(" ", errors));
        }

        void Check(bool holds, string error)
        {
            if (!holds)
            {
                errors.Add(error);
            }
        }
    }
}
