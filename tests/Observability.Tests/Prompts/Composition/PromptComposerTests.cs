using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Prompts;
using Observability.Prompts.Composition;

namespace Observability.Tests.Prompts.Composition;

public sealed class PromptComposerTests
{
    private const int Prompts = 5;

    // References to each other, to themselves and to nothing, and halves that would become references if what is inserted were looked through again.
    private static readonly Gen<string> Piece = Gen.Elements(
        "@@@langfusePrompt:name=p1|version=1@@@", "@@@langfusePrompt:name=p2|label=production@@@", "@@@langfusePrompt:name=p3|version=1@@@", "@@@langfusePrompt:name=p4|version=1@@@",
        "@@@langfusePrompt:name=p0|version=1@@@", "@@@langfusePrompt:name=none|version=1@@@", "@@@langfusePrompt:", "name=p1|version=1", "@@@", "{{a}}", "text ", "é", "plain", "", "x", "y", "z");

    [Property(MaxTest = 300)]
    public Property AnyPrompts_Composed_AreAsIfInsertedOnceOrRefused()
    {
        var text = Gen.Select(Gen.Resize(Gen.ListOf(Piece), 6), parts => string.Concat(parts));
        return Prop.ForAll(Gen.ArrayOf(text, Prompts).ToArbitrary(), texts =>
        {
            string? expected = null;
            try
            {
                expected = Insert(texts, 0, []);
            }
            catch (InvalidOperationException)
            {
                // A circle, a reference to nothing, or too deep.
            }

            try
            {
                return Compose(texts).Content.Text == expected;
            }
            catch (PromptException refused)
            {
                return refused.Fault == PromptFault.Invalid && expected is null;
            }
        });
    }

    [Fact]
    public void Reference_ThatInsertionWouldComplete_StaysText() =>
        Assert.Equal("@@@langfusePrompt:name=p2|version=1@@@", Compose(["@@@langfusePrompt:@@@langfusePrompt:name=p1|version=1@@@@@@", "name=p2|version=1", "never", "", ""]).Content.Text);

    private static PromptVersion Compose(string[] texts)
    {
        var composed = PromptComposer.ComposeAsync(
            Version(texts, 0),
            (tag, _) => Task.FromResult(IndexOf(tag) is { } index ? Version(texts, index) : null),
            TestContext.Current.CancellationToken);
        Assert.True(composed.IsCompleted);
        return composed.GetAwaiter().GetResult();
    }

    private static PromptVersion Version(string[] texts, int index) => new() { Id = new PromptId($"id{index}"), Name = $"p{index}", Version = 1, Content = texts[index] };

    private static int? IndexOf(ReferenceTag tag) => tag.Name.Value is ['p', >= '0' and < (char)('0' + Prompts)] name ? name[1] - '0' : null;

    /// <summary>What composing means, in the plainest way.</summary>
    private static string Insert(string[] texts, int index, int[] path)
    {
        if (path.Contains(index) || path.Length >= PromptComposer.MaxDepth)
        {
            throw new InvalidOperationException();
        }

        var (result, copied) = (new StringBuilder(), 0);
        foreach (var (range, tag) in ReferenceTag.In(texts[index]))
        {
            result.Append(texts[index][copied..range.Start]).Append(Insert(texts, IndexOf(tag) ?? throw new InvalidOperationException(), [.. path, index]));
            copied = range.End.Value;
        }

        return result.Append(texts[index][copied..]).ToString();
    }
}
