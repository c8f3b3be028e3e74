using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Prompts;
using Observability.Prompts.Files;

namespace Observability.Tests.Prompts.Files;

public sealed class PromptFilePathTests
{
    [Theory]
    [InlineData("answer", 1, "answer.prompty")]
    [InlineData("support/answer", 2, "support/answer.v2.prompty")]
    [InlineData("..", 1, "%2E%2E.prompty")]
    [InlineData("../../etc/passwd", 1, "%2E%2E/%2E%2E/etc/passwd.prompty")]
    [InlineData(".git/config", 1, "%2Egit/config.prompty")]
    [InlineData("C:\\x", 1, "C%3A%5Cx.prompty")]
    [InlineData("aux", 1, "%61ux.prompty")]
    [InlineData("com1.old/x", 1, "%63om1.old/x.prompty")]
    [InlineData("100%", 1, "100%25.prompty")]
    [InlineData("a.v2", 1, "a.v2.v1.prompty")]
    [InlineData("a.prompty/b", 3, "a%2Eprompty/b.v3.prompty")]
    [InlineData("größe/回答", 1, "größe/回答.prompty")]
    public void Of_AName_IsOnePathInTheFolder(string name, int version, string path)
    {
        var written = PromptFilePath.Of(name, version, PromptFilePath.Prompty);
        var (read, number) = PromptFilePath.Parse(written);

        Assert.Equal(path, written);
        Assert.Equal((name, version), (read.Value, number ?? 1));
    }

    [Theory]
    [InlineData("%61nswer.prompty", "Rename the file to 'answer.prompty'.")]
    [InlineData("a%2Fb.prompty", "Rename the file to 'a/b.prompty'.")]
    [InlineData("CON.yaml", "Rename the file to '%43ON.yaml'.")]
    [InlineData("new.prompty", "Rename the file.")]
    public void Parse_APathThatIsNoNames_SaysTheRightOne(string path, string fix)
    {
        var refused = Assert.Throws<PromptFileException>(() => PromptFilePath.Parse(path));

        Assert.EndsWith(fix, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ANameNoFileSystemTakes_IsRefused()
    {
        Assert.Equal(PromptFault.Invalid, Assert.Throws<PromptException>(() => PromptFilePath.Of(new string('é', 200), 1, PromptFilePath.Prompty)).Fault);
        Assert.Equal(PromptFault.Invalid, Assert.Throws<PromptException>(() => PromptFilePath.Of("a\ud800", 1, PromptFilePath.Prompty)).Fault);
    }

    [Property(MaxTest = 500)]
    public Property Of_AnyName_ComesBackAndStaysInTheFolder() => Prop.ForAll(
        Gen.Elements("a", "B", ".", "..", "/", "\\", ":", "%", " ", "nul", ".v3", "é", "😀", "~", "*", ".prompty", "-").ListOf().Select(string.Concat).Where(name => PromptName.TryCreate(name, out _)).ToArbitrary(),
        name =>
        {
            var path = PromptFilePath.Of(name, 7, PromptFilePath.Yaml);
            var root = Path.GetFullPath("prompts") + Path.DirectorySeparatorChar;

            return PromptFilePath.Parse(path) == (new PromptName(name), 7)
                && Path.GetFullPath(path, root).StartsWith(root, StringComparison.Ordinal)
                && Path.GetRelativePath(root, Path.GetFullPath(path, root)).Replace('\\', '/') == path;
        });
}
