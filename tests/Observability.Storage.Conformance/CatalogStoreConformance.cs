using Observability.Model;
using Observability.Storage.Catalog;
using Xunit;

namespace Observability.Storage.Conformance;

/// <summary>What every <see cref="ICatalogStore"/> must do.</summary>
public abstract class CatalogStoreConformance
{
    private const string Collection = "things";

    /// <summary>Opens a new, empty store.</summary>
    protected abstract ICatalogStore CreateStore();

    private static ProjectId Project => ProjectId.Default;

    [Fact]
    public async Task Commit_Documents_ComeBackWithTheirRevision()
    {
        var store = CreateStore();
        var document = Document("a", "1", new CatalogKey("label", "x"), new CatalogKey("name", "é|\0", true));

        var first = await store.CommitAsync([CatalogChange.Put(document, 0)]);
        var second = await store.CommitAsync([CatalogChange.Put(document with { Content = Payload.Parse("""{"v":2}""") }, 1), CatalogChange.Put(Document("b"))]);

        Assert.Equal([1], first);
        Assert.Equal([2, 1], second);
        var read = await store.GetAsync(Project, Collection, "a");
        Assert.Equal((2, "1", """{"v":2}"""), (read!.Revision, read.Sort, read.Content.ToString()));
        Assert.Equal(document.Keys, read.Keys);
    }

    [Fact]
    public async Task Get_UnknownOrElsewhere_IsNull()
    {
        var store = CreateStore();
        await store.CommitAsync([CatalogChange.Put(Document("a"))]);

        Assert.Null(await store.GetAsync(Project, Collection, "A"));
        Assert.Null(await store.GetAsync(Project, "thing", "sa"));
        Assert.Null(await store.GetAsync(new ProjectId("other"), Collection, "a"));
    }

    [Fact]
    public async Task List_ByKey_IsSortedLargestFirstAndPaged()
    {
        var store = CreateStore();
        await store.CommitAsync([.. Enumerable.Range(0, 25).Select(i => CatalogChange.Put(Document("d" + i, SortText.Of(i), new CatalogKey("even", (i % 2 == 0).ToString()))))]);
        var query = new CatalogQuery { Collection = Collection, Key = new CatalogKey("even", "True"), Limit = 5, IncludeTotal = true };

        var pages = new List<Page<CatalogDocument>> { await store.ListAsync(query) };
        while (pages[^1].NextCursor is { } cursor)
        {
            pages.Add(await store.ListAsync(query with { Cursor = cursor }));
        }

        var expected = Enumerable.Range(0, 13).Select(i => "d" + (24 - (2 * i))).ToList();
        Assert.Equal([5, 5, 3], pages.Select(page => page.Items.Count));
        Assert.Equal(expected, pages.SelectMany(page => page.Items).Select(document => document.Id));
        Assert.All(pages, page => Assert.Equal(13, page.TotalCount));
        Assert.Equal(expected.Skip(8).Take(5), (await store.ListAsync(query with { Offset = 8 })).Items.Select(document => document.Id));
    }

    [Fact]
    public async Task List_PagesByOffset_AreWhatIsThereAlsoAfterChanges()
    {
        var store = CreateStore();
        var key = new CatalogKey("label", "x");
        await store.CommitAsync([.. Enumerable.Range(0, 60).Select(i => CatalogChange.Put(Document($"d{i:D2}", SortText.Of(i / 2), i % 3 == 0 ? [] : [key])))]);
        var random = new Random(7);

        for (var round = 0; round < 6; round++)
        {
            foreach (var of in new[] { CatalogKey.All, key })
            {
                var query = new CatalogQuery { Collection = Collection, Key = of };
                var all = (await store.ListAsync(query with { Limit = 100 })).Items.Select(document => document.Id).ToList();
                for (var read = 0; read < 20; read++)
                {
                    var (offset, limit) = (random.Next(all.Count + 2), random.Next(1, 9));
                    var page = await store.ListAsync(query with { Offset = offset, Limit = limit });

                    Assert.Equal(all.Skip(offset).Take(limit), page.Items.Select(document => document.Id));
                    Assert.Equal(offset + limit < all.Count, page.NextCursor is not null);
                }
            }

            await store.CommitAsync([CatalogChange.Delete(Project, Collection, $"d{round * 7:D2}"), CatalogChange.Put(Document($"n{round}", SortText.Of(round * 5), key))]);
        }
    }

    [Fact]
    public async Task List_SortRange_HoldsBothEnds()
    {
        var store = CreateStore();
        await store.CommitAsync([.. new[] { "", "a", "ab", "b", "bc", "c" }.Select(sort => CatalogChange.Put(Document("d" + sort, sort)))]);

        async Task<string> ListAsync(string? from, string? to) =>
            string.Join(',', (await store.ListAsync(new CatalogQuery { Collection = Collection, From = from, To = to })).Items.Select(document => document.Sort));

        Assert.Equal("c,bc,b,ab,a,", await ListAsync(null, null));
        Assert.Equal("b,ab", await ListAsync("ab", "b"));
        Assert.Equal("b,ab,a,", await ListAsync(null, "b"));
        Assert.Equal("c,bc", await ListAsync("bb", null));
        Assert.Equal(2, (await store.ListAsync(new CatalogQuery { Collection = Collection, From = "ab", To = "b", IncludeTotal = true })).TotalCount);
    }

    [Fact]
    public async Task List_SameSortManyTimes_IsPagedWithoutGapOrRepeat()
    {
        var store = CreateStore();
        await store.CommitAsync([.. Enumerable.Range(0, 30).Select(i => CatalogChange.Put(Document("d" + i, "same")))]);
        var seen = new List<string>();
        var query = new CatalogQuery { Collection = Collection, Limit = 7 };

        while (true)
        {
            var page = await store.ListAsync(query);
            seen.AddRange(page.Items.Select(document => document.Id));
            if (page.NextCursor is null)
            {
                break;
            }

            query = query with { Cursor = page.NextCursor };
        }

        Assert.Equal(30, seen.Count);
        Assert.Equal(30, seen.Distinct().Count());
    }

    [Fact]
    public async Task List_UnknownKey_IsEmpty()
    {
        var page = await CreateStore().ListAsync(new CatalogQuery { Collection = Collection, Key = new CatalogKey("x", "y"), IncludeTotal = true });

        Assert.Empty(page.Items);
        Assert.Equal(0, page.TotalCount);
        Assert.Null(page.NextCursor);
    }

    [Theory]
    [InlineData("!")]
    [InlineData("")]
    [InlineData("aGVsbG8")]
    public async Task List_CursorNotOurs_Throws(string cursor) =>
        await Assert.ThrowsAsync<ArgumentException>(() => CreateStore().ListAsync(new CatalogQuery { Collection = Collection, Key = CatalogKey.All, Cursor = cursor }));

    [Fact]
    public async Task Put_WithOtherKeys_IsFoundByThoseOnly()
    {
        var store = CreateStore();
        await store.CommitAsync([CatalogChange.Put(Document("a", "1", new CatalogKey("label", "old")))]);
        await store.CommitAsync([CatalogChange.Put(Document("a", "2", new CatalogKey("label", "new")))]);

        Assert.Empty((await ByLabelAsync(store, "old")).Items);
        Assert.Equal(1, (await ByLabelAsync(store, "new")).TotalCount);
        Assert.Equal(0, (await ByLabelAsync(store, "old")).TotalCount);
    }

    [Fact]
    public async Task Delete_Document_IsGoneWithItsKeys()
    {
        var store = CreateStore();
        await store.CommitAsync([CatalogChange.Put(Document("a", "1", new CatalogKey("label", "x", true)))]);

        await store.CommitAsync([CatalogChange.Delete(Project, Collection, "a"), CatalogChange.Delete(Project, Collection, "never there")]);

        Assert.Null(await store.GetAsync(Project, Collection, "a"));
        Assert.Equal(0, (await ByLabelAsync(store, "x")).TotalCount);
        await store.CommitAsync([CatalogChange.Put(Document("b", "1", new CatalogKey("label", "x", true)), 0)]);
    }

    [Theory]
    [InlineData("a", 0L)]
    [InlineData("a", 2L)]
    [InlineData("b", 1L)]
    public async Task Commit_UnexpectedRevision_ChangesNothing(string id, long expected)
    {
        var store = CreateStore();
        await store.CommitAsync([CatalogChange.Put(Document("a"))]);

        var conflict = await Assert.ThrowsAsync<CatalogConflictException>(
            () => store.CommitAsync([CatalogChange.Put(Document("other")), CatalogChange.Delete(Project, Collection, "a"), CatalogChange.Put(Document(id), expected == 1 ? 1 : expected + 5)]));

        Assert.Equal((Collection, id, null), (conflict.Collection, conflict.Id, conflict.Key));
        Assert.Null(await store.GetAsync(Project, Collection, "other"));
        Assert.Equal(1, (await store.GetAsync(Project, Collection, "a"))!.Revision);
    }

    [Fact]
    public async Task Commit_UniqueKeyOfAnother_IsRefusedUntilItIsFree()
    {
        var store = CreateStore();
        var key = new CatalogKey("name", "n", true);
        await store.CommitAsync([CatalogChange.Put(Document("a", "1", key))]);

        var conflict = await Assert.ThrowsAsync<CatalogConflictException>(() => store.CommitAsync([CatalogChange.Put(Document("b", "1", key))]));
        await store.CommitAsync([CatalogChange.Put(Document("a", "2", key))]);
        await store.CommitAsync([CatalogChange.Put(Document("a", "3")), CatalogChange.Put(Document("b", "3", key))]);

        Assert.Equal(key, conflict.Key);
        Assert.Equal("b", (await store.ListAsync(new CatalogQuery { Collection = Collection, Key = key })).Items.Single().Id);
        await Assert.ThrowsAsync<CatalogConflictException>(() => store.CommitAsync([CatalogChange.Put(Document("c", "1", key)), CatalogChange.Put(Document("d", "1", key))]));
    }

    [Fact]
    public async Task Commit_SameDocumentFromManyAtOnce_LosesNoChange()
    {
        var store = CreateStore();
        var collection = new DocumentCollection<Counter>(store, Counter.Schema);
        await collection.InsertAsync(Project, new Counter("c", 0));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => Assert.NotNull(await collection.UpdateAsync(Project, "c", counter => counter with { Count = counter.Count + 1 })))));

        Assert.Equal(8, (await collection.GetAsync(Project, "c"))!.Value.Count);
    }

    [Fact]
    public async Task Commit_NothingButConflicts_LeavesTheStoreUsable()
    {
        var store = CreateStore();
        await store.CommitAsync([CatalogChange.Put(Document("a"))]);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Assert.ThrowsAsync<CatalogConflictException>(() => store.CommitAsync([CatalogChange.Put(Document("a"), 0)]))));
        await store.CommitAsync([]);
        await store.CommitAsync([CatalogChange.Delete(Project, Collection, "not there")]);
        await store.CommitAsync([CatalogChange.Put(Document("b"), 0)]);

        Assert.NotNull(await store.GetAsync(Project, Collection, "b"));
    }

    [Fact]
    public async Task Erase_Project_LeavesTheOthers()
    {
        var store = CreateStore();
        var other = new ProjectId("other");
        await store.CommitAsync([.. Enumerable.Range(0, 230).Select(i => CatalogChange.Put(Document("d" + i, "1", new CatalogKey("label", "x"))))]);
        await store.CommitAsync([CatalogChange.Put(Document("a") with { Collection = "more" }), CatalogChange.Put(Document("d1") with { Project = other })]);

        await store.EraseAsync(Project);
        await store.EraseAsync(Project);

        Assert.Equal(0, (await ByLabelAsync(store, "x")).TotalCount);
        Assert.Empty((await store.ListAsync(new CatalogQuery { Collection = Collection })).Items);
        Assert.Null(await store.GetAsync(Project, "more", "a"));
        Assert.NotNull(await store.GetAsync(other, Collection, "d1"));
    }

    private static Task<Page<CatalogDocument>> ByLabelAsync(ICatalogStore store, string label) =>
        store.ListAsync(new CatalogQuery { Collection = Collection, Key = new CatalogKey("label", label), IncludeTotal = true });

    private static CatalogDocument Document(string id, string sort = "", params CatalogKey[] keys) =>
        new() { Project = Project, Collection = Collection, Id = id, Sort = sort, Keys = keys, Content = Payload.Parse("""{"v":1}""") };
}
