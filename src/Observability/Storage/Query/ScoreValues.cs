using Observability.Model;

namespace Observability.Storage.Query;

/// <summary>Picks the values of one score name.</summary>
internal static class ScoreValues
{
    public static List<double> Numbers(IReadOnlyList<Score> scores, string name)
    {
        var numbers = new List<double>();
        foreach (var score in scores)
        {
            if (score.Value.Text is null && score.Name == name)
            {
                numbers.Add(score.Value.Number);
            }
        }

        return numbers;
    }

    public static List<string> Texts(IReadOnlyList<Score> scores, string name)
    {
        var texts = new List<string>();
        foreach (var score in scores)
        {
            if (score.Value.Text is { } text && score.Name == name)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    public static ulong Sources(IReadOnlyList<Score> scores)
    {
        var bits = 0UL;
        foreach (var score in scores)
        {
            bits |= 1UL << (int)score.Source;
        }

        return bits;
    }
}
