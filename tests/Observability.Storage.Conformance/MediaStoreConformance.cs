using Observability.Model;
using Xunit;

namespace Observability.Storage.Conformance;

/// <summary>What every <see cref="IMediaStore"/> must do.</summary>
public abstract class MediaStoreConformance
{
    /// <summary>Opens a new, empty store.</summary>
    protected abstract IMediaStore CreateStore();

    private static ProjectId Project => ProjectId.Default;

    [Fact]
    public async Task Put_Content_ComesBackWithItsType()
    {
        var store = CreateStore();
        var content = new MediaContent("image/png", new byte[] { 0, 1, 2, 255 });

        await store.PutAsync(Project, content);

        var read = await store.GetAsync(Project, content.Id);
        Assert.Equal(("image/png", content.Id), (read!.ContentType, read.Id));
        Assert.Equal(content.Content.ToArray(), read.Content.ToArray());
    }

    [Fact]
    public async Task Put_EmptyContent_ComesBack()
    {
        var store = CreateStore();
        var content = new MediaContent("text/plain", ReadOnlyMemory<byte>.Empty);

        await store.PutAsync(Project, content);

        Assert.Equal(0, (await store.GetAsync(Project, content.Id))!.Content.Length);
    }

    [Fact]
    public async Task Put_SameContentManyTimesAtOnce_IsOneAndKeepsTheFirstType()
    {
        var store = CreateStore();
        var bytes = new byte[100_000];
        await store.PutAsync(Project, new MediaContent("image/png", bytes));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => store.PutAsync(Project, new MediaContent($"other/{i}", bytes)))));

        Assert.Equal("image/png", (await store.GetAsync(Project, MediaId.Of(bytes)))!.ContentType);
        Assert.Equal(1, await store.DeleteAsync(Project, [MediaId.Of(bytes)]));
    }

    [Fact]
    public async Task Get_UnknownOrOfAnotherProject_IsNull()
    {
        var store = CreateStore();
        var content = new MediaContent("image/png", new byte[] { 1 });
        await store.PutAsync(new ProjectId("a"), content);

        var unknown = await store.GetAsync(Project, MediaId.Of("unknown"u8));
        var elsewhere = await store.GetAsync(new ProjectId("A"), content.Id);

        Assert.Null(unknown);
        Assert.Null(elsewhere);
    }

    [Fact]
    public async Task Delete_Some_RemovesThoseOnly()
    {
        var store = CreateStore();
        var contents = Enumerable.Range(0, 3).Select(i => new MediaContent("x/y", new[] { (byte)i })).ToList();
        foreach (var content in contents)
        {
            await store.PutAsync(Project, content);
        }

        var removed = await store.DeleteAsync(Project, [contents[0].Id, contents[1].Id, MediaId.Of("unknown"u8), new MediaId("../../etc/passwd")]);

        Assert.Equal(2, removed);
        Assert.Null(await store.GetAsync(Project, contents[0].Id));
        Assert.NotNull(await store.GetAsync(Project, contents[2].Id));
    }

    [Fact]
    public async Task DeleteAll_OfAProject_LeavesTheOthers()
    {
        var store = CreateStore();
        var contents = Enumerable.Range(0, 3).Select(i => new MediaContent("x/y", new[] { (byte)i })).ToList();
        foreach (var content in contents)
        {
            await store.PutAsync(new ProjectId("One"), content);
        }

        await store.PutAsync(new ProjectId("one"), contents[0]);

        await store.DeleteAllAsync(new ProjectId("One"));
        await store.DeleteAllAsync(new ProjectId("never there"));

        foreach (var content in contents)
        {
            Assert.Null(await store.GetAsync(new ProjectId("One"), content.Id));
        }

        Assert.NotNull(await store.GetAsync(new ProjectId("one"), contents[0].Id));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("C:\\Windows\\win.ini")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaa\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa/a")]
    public async Task Get_IdThatIsAPath_IsNull(string id)
    {
        var store = CreateStore();
        await store.PutAsync(Project, new MediaContent("x/y", new byte[] { 1 }));

        var content = await store.GetAsync(Project, new MediaId(id));

        Assert.Null(content);
    }
}
