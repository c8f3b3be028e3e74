using Observability.Model;

namespace Observability.AspNetCore.Access;

/// <summary>What a score may be that was sent with the public half of a key only: with what a web page knows, and so anybody.</summary>
/// <remarks>It is feedback of a program and nothing else: it names no annotator's queue, replaces only other feedback of this kind, and corrects no answer.</remarks>
internal static class PublicScore
{
    private const string Prefix = "public-";

    /// <summary>Whether it claims what only people of the project may say.</summary>
    public static bool IsRefused(Score score) => score.Value.Type == ScoreValueType.Correction;

    /// <summary>The score as it is kept. The same id again replaces it, and never a score of somebody else.</summary>
    public static Score Bound(Score score) => score with
    {
        Id = score.Id.Value.StartsWith(Prefix, StringComparison.Ordinal) ? score.Id : new ScoreId(Prefix + score.Id.Value),
        Source = ScoreSource.Api,
        QueueId = null,
    };
}
