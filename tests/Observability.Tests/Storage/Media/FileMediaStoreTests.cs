using Microsoft.Extensions.Time.Testing;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Conformance;
using Observability.Storage.Media;

namespace Observability.Tests.Storage.Media;

public sealed class FileMediaStoreTests : MediaStoreConformance, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("media-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    protected override IMediaStore CreateStore() => new FileMediaStore(_directory.FullName);

    [Fact]
    public async Task Put_Content_LiesUnderItsProjectAndHashAndLeavesNothingUnfinished()
    {
        var content = new MediaContent("image/png", new byte[] { 1, 2, 3 });

        await CreateStore().PutAsync(ProjectId.Default, content);

        var id = content.Id.Value;
        Assert.Equal(
            [Path.Combine("media", "default", id[..2], id), Path.Combine("media", "default", id[..2], id + ".type")],
            Directory.EnumerateFiles(_directory.FullName, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_directory.FullName, file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_DamagedFile_IsMissingUntilItIsPutAgain()
    {
        var content = new MediaContent("image/png", new byte[] { 1, 2, 3 });
        var store = CreateStore();
        await store.PutAsync(ProjectId.Default, content);
        await File.WriteAllBytesAsync(Path.Combine(_directory.FullName, "media", "default", content.Id.Value[..2], content.Id.Value), new byte[] { 9 });

        var damaged = await store.GetAsync(ProjectId.Default, content.Id);
        await store.PutAsync(ProjectId.Default, content);
        var repaired = await store.GetAsync(ProjectId.Default, content.Id);

        Assert.Null(damaged);
        Assert.Equal([1, 2, 3], repaired!.Content.ToArray());
    }

    [Fact]
    public async Task Put_AfterACrash_RemovesOldUnfinishedFilesOnly()
    {
        var unfinished = Directory.CreateDirectory(Path.Combine(_directory.FullName, "media", "~unfinished")).FullName;
        var now = new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);
        foreach (var (name, age) in new[] { ("old", 25), ("new", 1) })
        {
            await File.WriteAllTextAsync(Path.Combine(unfinished, name), "half");
            File.SetLastWriteTimeUtc(Path.Combine(unfinished, name), now.AddHours(-age).UtcDateTime);
        }

        await new FileMediaStore(_directory.FullName, new FakeTimeProvider(now)).PutAsync(ProjectId.Default, new MediaContent("x/y", new byte[] { 1 }));

        Assert.Equal(["new"], Directory.EnumerateFiles(unfinished).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("/absolute")]
    [InlineData("Upper")]
    [InlineData("プロジェクト")]
    public async Task Put_ProjectWithAnyName_StaysInsideTheDirectory(string project)
    {
        var content = new MediaContent("image/png", new byte[] { 1 });

        await CreateStore().PutAsync(new ProjectId(project), content);

        Assert.NotNull(await CreateStore().GetAsync(new ProjectId(project), content.Id));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(_directory.FullName, "media"), "*", SearchOption.AllDirectories).Count());
    }
}
