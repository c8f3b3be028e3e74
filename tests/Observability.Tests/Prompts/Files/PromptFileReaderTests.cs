using Observability.Prompts;
using Observability.Prompts.Files;

namespace Observability.Tests.Prompts.Files;

public sealed class PromptFileReaderTests
{
    [Fact]
    public void Read_APromptyFileAsPublished_IsAChatPromptWithItsConfiguration()
    {
        const string File = """
            ---
            name: Basic Prompt
            description: A basic prompt that uses the chat API to answer questions
            version: "1.0"
            authors:
              - ana
            tags: [support]
            model:
              api: chat
              configuration:
                type: azure_openai
                azure_deployment: gpt-4o
                azure_endpoint: ${env:AZURE_OPENAI_ENDPOINT}
              parameters:
                max_tokens: 128
                temperature: 0.20
                response_format: { type: json_object }
            inputs:
              question:
                type: string
            sample:
              question: Who is the most famous person in the world?
            template: jinja2
            ---
            system:
            You are an AI assistant who helps people find information.

            # Style
            Answer briefly.

            ![history]

            user[name="x"]:
            {{question}}
            """;

        var values = PromptFileReader.Read("basic.prompty", File);

        Assert.Equal(
            PromptContent.FromMessages(
                PromptMessage.System("You are an AI assistant who helps people find information.\n\n# Style\nAnswer briefly."),
                PromptMessage.PlaceholderFor("history"),
                PromptMessage.User("{{question}}")),
            values.Content);
        Assert.Equal("""{"model":"gpt-4o","max_tokens":128,"temperature":0.20,"response_format":{"type":"json_object"}}""", JsonText.Of(values.Config));
        Assert.Equal(("ana", "support", null, null), (values.Author, Assert.Single(values.Tags!), values.Version, values.Labels));
    }

    [Fact]
    public void Read_TheSecondGenerationOfPrompty_IsReadToo()
    {
        const string File = "---\nmodel:\n  id: gpt-4o-mini\n  provider: openai\n  options: { maxOutputTokens: 5 }\ninputs:\n  - { name: conversation, kind: thread }\ntemplate: { format: { kind: mustache }, parser: { kind: prompty } }\n---\nsystem:\nBe kind.\n\n{{conversation}}\n\nuser:\n{{question}}\n";

        var values = PromptFileReader.Read("a.prompty", File);

        Assert.Equal("conversation", values.Content.Messages[1].Placeholder);
        Assert.Equal("""{"model":"gpt-4o-mini","maxOutputTokens":5,"templateFormat":"mustache"}""", JsonText.Of(values.Config));
    }

    [Fact]
    public void Read_ABodyWithoutRoles_IsATextPromptAndBlocksAreLiquid()
    {
        var plain = PromptFileReader.Read("a.prompty", "Hello {{name}},\r\nwelcome.\r\n");
        var blocks = PromptFileReader.Read("a.prompty", "---\nlabels: [production]\n---\n{% for x in xs %}{{ x }}{% endfor %}\n");

        Assert.Equal("Hello {{name}},\nwelcome.", plain.Content.Text);
        Assert.Equal("""{"templateFormat":"liquid"}""", JsonText.Of(blocks.Config));
    }

    [Fact]
    public void Read_Yaml_IsATextOrAChat()
    {
        var text = PromptFileReader.Read("a.yaml", "prompt: |\n  Hello {{name}}\nlabels: production\nconfig: { n: 007, on: yes, list: [1, 2.50, true, ~] }\ncommitMessage: Why\nversion: 3\n");
        var chat = PromptFileReader.Read("a.yml", "messages:\n  - role: system\n    content: Be kind.\n  - placeholder: history\nsplits: { production: { 2: 0.25 } }\n");

        Assert.Equal("Hello {{name}}\n", text.Content.Text);
        Assert.Equal("""{"n":"007","on":"yes","list":[1,2.50,true,null]}""", JsonText.Of(text.Config));
        Assert.Equal(("production", "Why", 3), (Assert.Single(text.Labels!), text.CommitMessage, text.Version));
        Assert.Equal("history", chat.Content.Messages[1].Placeholder);
        Assert.Equal(new PromptArm(2, 0.25), Assert.Single(chat.Splits["production"]));
    }

    [Theory]
    [InlineData("a.prompty", "---\nlabels: [a\n---\nx", 2, "no valid YAML")]
    [InlineData("a.prompty", "---\nlabels: [a]\n", 1, "has no end")]
    [InlineData("a.prompty", "\n\n---\nlabels: [a]\n", 3, "has no end")]
    [InlineData("a.prompty", "---\nmodel: x\n\nlabels: [Bad Label]\n---\nx", 4, "'Bad Label' cannot be a label")]
    [InlineData("a.prompty", "---\nlabels: [latest]\n---\nx", 2, "always at the newest")]
    [InlineData("a.prompty", "---\ntags: []\ntags: []\n---\nx", 3, "is here twice")]
    [InlineData("a.prompty", "---\na: 1\n---\n\n", 0, "no prompt below")]
    [InlineData("a.prompty", "", 0, "The file is empty")]
    [InlineData("a.prompty", "Hi\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> branch\n", 2, "git merge")]
    [InlineData("a.yaml", "messages:\n  - role: user\n", 1, "A message has 'role' and 'content'")]
    [InlineData("a.yaml", "config: {}\n", 0, "either 'prompt'")]
    [InlineData("a.yaml", "prompt: x\nmodel: &m x\nother: *m\n", 3, "Anchors and aliases")]
    [InlineData("a.yaml", "prompt: x\nsplits: { production: 3 }\n", 2, "'splits' says")]
    [InlineData("a.yaml", "- a\n", 1, "Write keys with values")]
    public void Read_WhatIsNoPrompt_SaysLineAndFix(string path, string text, int line, string message)
    {
        var refused = Assert.Throws<PromptFileException>(() => PromptFileReader.Read(path, text));

        Assert.Equal(line, refused.Line);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FrontMatterAfterEmptyLinesAndWithSpacesBehind_IsFrontMatter()
    {
        var values = PromptFileReader.Read("a.prompty", "\n---  \nlabels: [a]\n--- \nHello\n--- not a fence\n");

        Assert.Equal(("a", "Hello\n--- not a fence"), (Assert.Single(values.Labels!), values.Content.Text));
    }

    [Fact]
    public void Read_ALineOfAMegabyteOfSpaces_IsReadInTime()
    {
        var text = "Hello" + new string(' ', 900_000) + "x\n" + new string(' ', 50_000) + "system\n!" + new string('[', 40_000);

        Assert.Equal(text, PromptFileReader.Read("a.prompty", text + "\n").Content.Text);
    }

    [Fact]
    public void Read_ValuesDeepInEachOther_AreRefused()
    {
        var refused = Assert.Throws<PromptFileException>(() => PromptFileReader.Read("a.yaml", $"prompt: x\nconfig: {new string('[', 500)}{new string(']', 500)}\n"));

        Assert.Contains("60 deep", refused.Message, StringComparison.Ordinal);
    }
}
