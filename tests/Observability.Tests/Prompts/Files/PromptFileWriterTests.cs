using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Prompts;
using Observability.Prompts.Files;

namespace Observability.Tests.Prompts.Files;

public sealed class PromptFileWriterTests
{
    [Property(MaxTest = 1000)]
    public Property Write_AnyVersion_ComesBackExactly() => Prop.ForAll(SomeValues.Values.ToArbitrary(), values =>
    {
        var (text, extension) = PromptFileWriter.Write(values);

        return PromptFileReader.Read(extension, text).IsSameAs(values);
    });

    [Property(MaxTest = 500)]
    public Property Change_AnyVersionToAnyOther_ComesBackExactlyOrNeedsANewFile() => Prop.ForAll(SomeValues.Values.ToArbitrary(), SomeValues.Values.ToArbitrary(), (before, after) =>
    {
        var (text, extension) = PromptFileWriter.Write(before);
        var file = new PromptFile("p" + extension, "p", 1, before, text, 0, default);

        return PromptFileWriter.Change(file, after) is not { } changed || PromptFileReader.Read(extension, changed).IsSameAs(after);
    });

    [Fact]
    public void Write_AChatPrompt_IsAFileThatPeopleRead()
    {
        var values = new PromptFileValues
        {
            Content = PromptContent.FromMessages(PromptMessage.System("Be kind.\nBe brief."), PromptMessage.PlaceholderFor("history"), PromptMessage.User("{{question}}")),
            Config = JsonElement.Parse("""{"model":"gpt-4o","temperature":0.2,"stop":["a","b"]}"""),
            Labels = ["production"],
            Tags = ["support"],
            CommitMessage = "Kinder.\nAnd shorter.",
            Author = "ana",
        };

        var (text, extension) = PromptFileWriter.Write(values);

        Assert.Equal(".prompty", extension);
        Assert.Equal("""
            ---
            model:
              id: gpt-4o
              options:
                temperature: 0.2
                stop: [a, b]
            labels: [production]
            tags: [support]
            authors: [ana]
            commitMessage: |-
              Kinder.
              And shorter.
            ---
            system:
            Be kind.
            Be brief.

            ![history]

            user:
            {{question}}

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Change_Labels_LeavesEverythingElseAsItWasWritten()
    {
        const string Text = "---\r\n# Who asks\r\nname:   Basic\r\ninputs: { q: {type: string} }  # as Prompty\r\n\r\n# Where it runs\r\nlabels: [staging]\r\nsample:\r\n  q: \"x\"\r\n---\r\nsystem:\r\nHi {{q}}\r\n";
        var values = PromptFileReader.Read("a.prompty", Text);

        var changed = PromptFileWriter.Change(new PromptFile("a.prompty", "a", 1, values, Text, 0, default), values with { Labels = ["production", "staging"] });

        Assert.Equal(Text.Replace("[staging]", "[production, staging]", StringComparison.Ordinal), changed);
    }
}
