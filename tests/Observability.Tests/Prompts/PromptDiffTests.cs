using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Diffing;

namespace Observability.Tests.Prompts;

public sealed class PromptDiffTests
{
    [Fact]
    public void Between_TextVersions_ReadsLikeAPatch()
    {
        var from = Version(1, "You are kind.\nAnswer in one sentence.\nThank you.");
        var to = Version(2, "You are kind.\nAnswer in two sentences.\nThank you.", """{"model":"gpt-4o"}""");

        var diff = PromptDiff.Between(from, to);

        Assert.True(diff.HasChanges);
        Assert.Equal(
            "--- p v1\n+++ p v2\n You are kind.\n-Answer in one sentence.\n+Answer in two sentences.\n Thank you.\n-{}\n+{\n+  \"model\": \"gpt-4o\"\n+}\n",
            diff.ToString());
    }

    [Fact]
    public void Between_ChatVersions_NamesRolesAndPlaceholders()
    {
        var from = Version(1, PromptContent.FromMessages(PromptMessage.System("a"), PromptMessage.User("b")));
        var to = Version(2, PromptContent.FromMessages(PromptMessage.System("a"), PromptMessage.PlaceholderFor("history"), PromptMessage.User("b")));

        Assert.Equal("--- p v1\n+++ p v2\n [system]\n a\n+[placeholder history]\n [user]\n b\n", PromptDiff.Between(from, to).ToString());
    }

    [Property]
    public Property Between_AnyLines_LeadsFromOneToTheOther()
    {
        var lines = Gen.ArrayOf(Gen.Elements("a", "b", "c", "d"));
        return Prop.ForAll(lines.Two().ToArbitrary(), pair =>
        {
            var diff = LineDiff.Between(pair.Item1, pair.Item2);
            return diff.Where(line => line.Kind != PromptDiffKind.Added).Select(line => line.Text).SequenceEqual(pair.Item1)
                && diff.Where(line => line.Kind != PromptDiffKind.Removed).Select(line => line.Text).SequenceEqual(pair.Item2)
                && diff.Count(line => line.Kind != PromptDiffKind.Same) == Shortest(pair.Item1, pair.Item2);
        });
    }

    [Fact]
    public void Between_TooManyChanges_StillLeadsFromOneToTheOther()
    {
        string[] from = [.. Enumerable.Range(0, 3000).Select(i => $"old {i}")];
        string[] to = [.. Enumerable.Range(0, 3000).Select(i => $"new {i}")];

        var diff = LineDiff.Between(from, to);

        Assert.Equal((3000, 3000), (diff.Count(line => line.Kind == PromptDiffKind.Removed), diff.Count(line => line.Kind == PromptDiffKind.Added)));
    }

    private static PromptVersion Version(int version, PromptContent content, string config = "{}") =>
        new() { Id = new PromptId($"id{version}"), Name = "p", Version = version, Content = content, Config = Payload.Parse(config) };

    /// <summary>The number of changes by the textbook's table.</summary>
    private static int Shortest(string[] from, string[] to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j
                    : from[i - 1] == to[j - 1] ? table[i - 1, j - 1]
                    : 1 + Math.Min(table[i - 1, j], table[i, j - 1]);
            }
        }

        return table[from.Length, to.Length];
    }
}
