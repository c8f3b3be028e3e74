using Observability.Evaluation.Judging.Forms;

namespace Observability.Evaluation.Judging;

/// <summary>The judges of this library. Each asks a model with a prompt of its own name; docs/evaluators.md lists them with range and source.</summary>
/// <remarks>A rating is 1 to 5 and its score (rating − 1) / 4, in [0, 1]; 1 is best except for toxicity. The reasoning is the score's comment.</remarks>
public static class Judge
{
    /// <summary>Whether the answer says what the expected answer says. Metric <c>correctness</c>. Needs an expected output.</summary>
    public static JudgeEvaluator Correctness(JudgeOptions? options = null) => Rating("correctness", options);

    /// <summary>Whether the answer helps who asked. Metric <c>helpfulness</c>.</summary>
    public static JudgeEvaluator Helpfulness(JudgeOptions? options = null) => Rating("helpfulness", options);

    /// <summary>Whether the answer is about what was asked. Metric <c>relevance</c>.</summary>
    public static JudgeEvaluator Relevance(JudgeOptions? options = null) => Rating("relevance", options);

    /// <summary>Whether the answer hangs together. Metric <c>coherence</c>.</summary>
    public static JudgeEvaluator Coherence(JudgeOptions? options = null) => Rating("coherence", options);

    /// <summary>Whether the answer says it without more words than it needs. Metric <c>conciseness</c>.</summary>
    public static JudgeEvaluator Conciseness(JudgeOptions? options = null) => Rating("conciseness", options);

    /// <summary>Whether the answer covers all that was asked. Metric <c>completeness</c>.</summary>
    public static JudgeEvaluator Completeness(JudgeOptions? options = null) => Rating("completeness", options);

    /// <summary>Whether the answer rests on the documents. Metrics <c>groundedness</c> and <c>hallucination</c> (true where anything is made up). Needs documents.</summary>
    public static JudgeEvaluator Groundedness(JudgeOptions? options = null) => new("groundedness", "groundedness", new GroundednessForm(), options);

    /// <summary>The share of documents that help to answer. Metric <c>context-relevance</c>. Needs documents.</summary>
    public static JudgeEvaluator ContextRelevance(JudgeOptions? options = null) =>
        new("context-relevance", "context-relevance", new NumberedVerdictForm("context-relevance", "documents", "relevant", subject => subject.Context.Count), options);

    /// <summary>The share of the answer's claims that the documents support: supported claims / claims. Metric <c>faithfulness</c>. Needs documents.</summary>
    /// <remarks>RAGAS: Es et al., arXiv 2309.15217, section 3.</remarks>
    public static JudgeEvaluator Faithfulness(JudgeOptions? options = null) =>
        new("faithfulness", "faithfulness", new VerdictListForm("faithfulness", "claims", "claim", "supported", "contradicted", "not_mentioned"), options);

    /// <summary>The share of the answer's statements that serve the question. Metric <c>answer-relevance</c>.</summary>
    public static JudgeEvaluator AnswerRelevance(JudgeOptions? options = null) =>
        new("answer-relevance", "answer-relevance", new VerdictListForm("answer-relevance", "statements", "statement", "relevant", "irrelevant"), options);

    /// <summary>How harmful, hateful or insulting the answer is; 0 is not at all. Metric <c>toxicity</c>.</summary>
    public static JudgeEvaluator Toxicity(JudgeOptions? options = null) => new("toxicity", "toxicity", new RatingForm("toxicity", lowerIsBetter: true), options);

    /// <summary>Whether the answer has the wanted tone. Metric <c>tone</c>.</summary>
    /// <param name="tone">The tone, in words.</param>
    /// <param name="options">How it is asked.</param>
    public static JudgeEvaluator Tone(string tone = "friendly, respectful and professional", JudgeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tone);
        return new JudgeEvaluator("tone", "tone", new RatingForm("tone"), options, new Dictionary<string, string> { ["tone"] = tone });
    }

    /// <summary>Whether an agent did what its instructions and its user asked, and nothing else. Metric <c>task-adherence</c>.</summary>
    public static JudgeEvaluator TaskAdherence(JudgeOptions? options = null) => Rating("task-adherence", options);

    /// <summary>Whether the user's intent was understood and resolved. Metric <c>intent-resolution</c>.</summary>
    public static JudgeEvaluator IntentResolution(JudgeOptions? options = null) => Rating("intent-resolution", options);

    /// <summary>The share of tool calls that were right to make, with right arguments. Metric <c>tool-call-accuracy</c>; skipped where no tool was called.</summary>
    public static JudgeEvaluator ToolCallAccuracy(JudgeOptions? options = null) =>
        new("tool-call-accuracy", "tool-call-accuracy", new NumberedVerdictForm("tool-call-accuracy", "calls", "correct", subject => subject.ToolCalls.Count), options);

    /// <summary>Which of two answers is better, asked in both orders. Metric <c>preference</c>.</summary>
    public static PairwiseJudge Preference(JudgeOptions? options = null) => new(options: options);

    /// <summary>A rating of 1 to 5 by a rubric of your own. The metric has the judge's name.</summary>
    /// <param name="name">The name of the judge and of its metric.</param>
    /// <param name="criteria">What is judged and what earns each rating, in words.</param>
    /// <param name="options">How it is asked.</param>
    public static JudgeEvaluator Rubric(string name, string criteria, JudgeOptions? options = null) => Own(name, "rubric", criteria, new RatingForm(name), options);

    /// <summary>A yes or no by criteria of your own. The metric has the judge's name.</summary>
    /// <param name="name">The name of the judge and of its metric.</param>
    /// <param name="criteria">What must hold, in words.</param>
    /// <param name="options">How it is asked.</param>
    public static JudgeEvaluator PassFail(string name, string criteria, JudgeOptions? options = null) => Own(name, "pass-fail", criteria, new PassFailForm(name), options);

    /// <summary>One of several categories of your own. The metric has the judge's name.</summary>
    /// <param name="name">The name of the judge and of its metric.</param>
    /// <param name="criteria">What each category means, in words.</param>
    /// <param name="categories">The categories, at least two.</param>
    /// <param name="options">How it is asked.</param>
    public static JudgeEvaluator Category(string name, string criteria, IReadOnlyCollection<string> categories, JudgeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return categories.Count < 2 ? throw new ArgumentException("A judge chooses among at least two categories.", nameof(categories))
            : Own(name, "category", criteria, new CategoryForm(name, categories), options);
    }

    /// <summary>All that need no words of yours.</summary>
    internal static IReadOnlyList<Func<JudgeOptions, SubjectEvaluator>> Standard { get; } =
    [
        Correctness, Helpfulness, Relevance, Coherence, Conciseness, Completeness, Groundedness, ContextRelevance, Faithfulness, AnswerRelevance, Toxicity,
        options => Tone(options: options), TaskAdherence, IntentResolution, ToolCallAccuracy, Preference,
    ];

    private static JudgeEvaluator Rating(string name, JudgeOptions? options) => new(name, name, new RatingForm(name), options);

    private static JudgeEvaluator Own(string name, string prompt, string criteria, JudgeForm form, JudgeOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(criteria);
        return new JudgeEvaluator(name, prompt, form, options, new Dictionary<string, string> { ["criteria"] = criteria });
    }
}
