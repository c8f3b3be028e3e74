namespace Observability.Evaluation.Online;

/// <summary>What an online rule judges.</summary>
public enum EvaluationTarget
{
    /// <summary>Single observations, soon after they ended.</summary>
    Observation = 0,

    /// <summary>Whole traces, soon after their root ended.</summary>
    Trace,

    /// <summary>The root observations of experiments, wherever they were run, with their dataset items.</summary>
    Experiment,
}
