using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Observability.Model;
using Observability.Prompts;
using Observability.Prompts.Files;
using Observability.Prompts.Sync;
using Observability.Tests.Prompts.Files;

namespace Observability.Tests.Prompts.Sync;

/// <summary>Whatever a registry holds comes back from files, and the other way round.</summary>
public sealed class PromptSyncRoundTripTests
{
    private static readonly PromptSyncOptions Everything = new() { History = true };

    private static readonly string[] Names = ["tone", "support/answer", "a:b", "Über/x.v2"];

    private static readonly Gen<Command> Commands =
        from name in Gen.Choose(0, Names.Length - 1)
        from kind in Gen.Choose(0, 9)
        from version in Gen.Choose(1, 4)
        from label in Gen.Elements("production", "staging")
        from values in SomeValues.Values
        from reference in Gen.Elements("", "", "@@@langfusePrompt:name=tone|label=production@@@", "@@@langfusePrompt:name=support/answer|version=1@@@")
        select new Command(Names[name], kind, version, label, values, reference);

    [Property(MaxTest = 40)]
    public Property RegistryToFilesToRegistryAndBack_LosesNothing() => Prop.ForAll(Commands.ListOf(14).ToArbitrary(), commands => CheckAsync(commands).GetAwaiter().GetResult());

    private static async Task<bool> CheckAsync(IReadOnlyList<Command> commands)
    {
        using var first = new SyncCase();
        using var second = new FolderCase();
        foreach (var command in commands)
        {
            try
            {
                await command.RunAsync(first.Registry);
            }
            catch (PromptException)
            {
                // Another registry would have refused it as well.
            }
        }

        await first.SyncAsync(Everything);
        var other = SyncCase.EmptyRegistry();
        await SyncAsync(first.Folder.Root, other);
        await SyncAsync(second.Root, other);

        var expected = await SyncCase.DescribeAsync(first.Registry);
        Assert.Equal(expected, await SyncCase.DescribeAsync(first.Folder.Open()));
        Assert.Equal(expected, await SyncCase.DescribeAsync(other));
        Assert.Equal(expected, await SyncCase.DescribeAsync(second.Open()));
        Assert.Empty((await first.PlanAsync(Everything)).Steps);
        Assert.Empty((await new PromptSync(second.Root, other, Everything).PlanAsync()).Steps);
        return true;
    }

    private static async Task SyncAsync(string root, IPromptRegistry registry)
    {
        var sync = new PromptSync(root, registry, Everything with { Target = "other" });
        await sync.ApplyAsync(await sync.PlanAsync());
    }

    private sealed record Command(string Name, int Kind, int Version, string Label, PromptFileValues Values, string Reference)
    {
        public Task RunAsync(IPromptRegistry registry) => Kind switch
        {
            0 => registry.DeleteAsync(Name, version: Version),
            1 => registry.MoveLabelsAsync(Name, Version, [Label]),
            2 => registry.SetSplitAsync(Name, Label, new PromptSplit(new PromptArm(Version, 0.25))),
            _ => registry.CreateAsync(
                new PromptDraft
                {
                    Name = Name,
                    Content = Values.Content.Text is { } text ? text + Reference : Values.Content,
                    Config = Payload.Parse(JsonText.Of(Values.Config)),
                    CommitMessage = Values.CommitMessage,
                    Tags = Values.Tags,
                    Labels = [.. (Values.Labels ?? []).Select(label => new PromptLabel(label))],
                },
                new PromptEdit { Author = Values.Author }),
        };
    }
}
