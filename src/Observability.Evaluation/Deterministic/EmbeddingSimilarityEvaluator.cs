using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Observability.Evaluation.Deterministic;

/// <summary>How close the answer's meaning is to the expected answer's, as an embedding model sees it.</summary>
/// <remarks>
/// Metric <c>embedding-similarity</c> in [−1, 1]: the cosine a·b / (|a| |b|) of both embeddings; the best of several references counts. Symmetric; 1 for
/// equal texts. Values of different models are not comparable, and most models seldom go below 0.
/// </remarks>
public sealed class EmbeddingSimilarityEvaluator : SubjectEvaluator
{
    private const string Metric = "embedding-similarity";

    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly double? _passAt;

    /// <summary>Creates it.</summary>
    /// <param name="generator">The embedding model; it stays the caller's to dispose.</param>
    /// <param name="passAt">The least score that passes; no opinion when null.</param>
    public EmbeddingSimilarityEvaluator(IEmbeddingGenerator<string, Embedding<float>> generator, double? passAt = null)
        : base(Metric, "1", Metric)
    {
        ArgumentNullException.ThrowIfNull(generator);
        _generator = generator;
        _passAt = passAt;
    }

    private protected override async ValueTask<IReadOnlyList<EvaluatorScore>> JudgeAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken)
    {
        if (subject.References.Count == 0)
        {
            throw new EvaluationFailedException("This evaluator compares with an expected output, and the subject has none.");
        }

        var embeddings = await _generator.GenerateAsync([subject.OutputText, .. subject.References], cancellationToken: cancellationToken).ConfigureAwait(false);
        if (embeddings.Count != subject.References.Count + 1)
        {
            throw new EvaluationFailedException($"The embedding model returned {embeddings.Count} embeddings for {subject.References.Count + 1} texts.");
        }

        var best = embeddings.Skip(1).Max(reference => Cosine(embeddings[0].Vector.Span, reference.Vector.Span));
        return [EvaluatorScore.Of(Metric, best, passed: _passAt is { } least ? best >= least : null)];
    }

    internal static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length || left.IsEmpty)
        {
            throw new EvaluationFailedException($"Embeddings of {left.Length} and {right.Length} dimensions cannot be compared.");
        }

        double product = 0, leftSquare = 0, rightSquare = 0;
        for (var i = 0; i < left.Length; i++)
        {
            product += (double)left[i] * right[i];
            leftSquare += (double)left[i] * left[i];
            rightSquare += (double)right[i] * right[i];
        }

        var norm = Math.Sqrt(leftSquare * rightSquare);
        return norm > 0 && double.IsFinite(norm)
            ? Math.Clamp(product / norm, -1, 1)
            : throw new EvaluationFailedException("An embedding is zero or not finite: it has no direction to compare.");
    }
}
