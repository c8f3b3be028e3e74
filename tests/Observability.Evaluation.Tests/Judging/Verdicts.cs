namespace Observability.Evaluation.Tests.Judging;

/// <summary>Answers a judge can give.</summary>
internal static class Verdicts
{
    public static string Rating(int score, string reasoning = "because") => $$"""{"reasoning":"{{reasoning}}","score":{{score}}}""";

    public static string Winner(string winner) => $$"""{"reasoning":"compared","winner":"{{winner}}"}""";
}
