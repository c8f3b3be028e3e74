using Microsoft.Extensions.Time.Testing;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Storage.Datasets;
using Observability.Storage.InMemory;
using Observability.Storage.LiteDb;
using Observability.Tests.Storage.LiteDb;

namespace Observability.Tests.Storage.Datasets;

/// <summary>Items by instant, compared with a history that is simply remembered.</summary>
public sealed class DatasetHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public Task InMemory_AnyHistory_IsReadAsItWas(int seed) => CheckAsync(new InMemoryTraceStore(), seed, steps: 120);

    [Fact]
    public async Task LiteDb_AnyHistory_IsReadAsItWas()
    {
        using var directory = new TemporaryDirectory();
        await using var store = LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = directory.Path });

        await CheckAsync(store, seed: 6, steps: 60);
    }

    [Fact]
    public async Task Upsert_ManyItemsAtOnce_KeepsTheirOrderAndCount()
    {
        var (repository, dataset) = await CreateAsync(new InMemoryTraceStore(), new FakeTimeProvider(Start));

        var written = await repository.UpsertItemsAsync(
            ProjectId.Default, dataset, [.. Enumerable.Range(0, 450).Select(i => new DatasetItemEdit(null, item => item with { Input = Payload.FromValue(i) }))]);

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await repository.ListItemsAsync(ProjectId.Default, new DatasetItemQuery(new PageRequest(100, Cursor: cursor)) { Dataset = dataset.Id });
            listed.AddRange(page.Items.Select(item => item.Input!.ToString()));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 450).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), listed);
        Assert.Equal(450, written.Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public async Task Upsert_SameItemFromManyAtOnce_LosesNoVersion()
    {
        var store = new InMemoryTraceStore();
        var (repository, dataset) = await CreateAsync(store, new FakeTimeProvider(Start));
        var id = new DatasetItemId("i");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => repository.UpsertItemsAsync(
            ProjectId.Default, dataset, [new DatasetItemEdit(id, item => item with { Input = Payload.FromValue((item.Input is null ? 0 : int.Parse(item.Input.ToString(), System.Globalization.CultureInfo.InvariantCulture)) + 1) })]))));

        Assert.Equal("8", (await repository.GetItemAsync(ProjectId.Default, id))!.Input!.ToString());
        for (var version = 0; version < 8; version++)
        {
            Assert.Equal($"{version + 1}", (await repository.GetItemAsync(ProjectId.Default, id, Start.AddMilliseconds(version)))!.Input!.ToString());
        }
    }

    private static async Task CheckAsync(ICatalogStore store, int seed, int steps)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider(Start);
        var (repository, dataset) = await CreateAsync(store, time);
        var held = new Dictionary<string, string>();
        var history = new List<(DateTimeOffset At, Dictionary<string, string> Items)> { (Start.AddMilliseconds(-1), []) };
        for (var step = 0; step < steps; step++)
        {
            // Every step in a moment of its own, so that what held at it is known.
            time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 2000)));
            var ids = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"item{random.Next(8)}").Distinct().ToList();
            if (random.Next(4) == 0)
            {
                Assert.Equal(held.Remove(ids[0]), await repository.DeleteItemAsync(ProjectId.Default, new DatasetItemId(ids[0])));
            }
            else
            {
                await repository.UpsertItemsAsync(ProjectId.Default, dataset, [.. ids.Select(id => new DatasetItemEdit(new DatasetItemId(id), item => item with { Input = Payload.FromText($"{id} {step}") }))]);
                ids.ForEach(id => held[id] = $"{id} {step}");
            }

            history.Add((time.GetUtcNow(), new Dictionary<string, string>(held)));
        }

        foreach (var index in Enumerable.Range(0, history.Count).Where(_ => random.Next(3) == 0).Append(0).Append(history.Count - 1))
        {
            var (at, expected) = history[index];
            var before = index + 1 < history.Count && random.Next(2) == 0 ? history[index + 1].At.AddMilliseconds(-1) : at;
            Assert.Equal(expected.Values.Order(StringComparer.Ordinal), await ReadAsync(repository, dataset, before < at ? at : before));
        }
    }

    private static async Task<IEnumerable<string>> ReadAsync(DatasetRepository repository, Dataset dataset, DateTimeOffset version)
    {
        var found = new List<string>();
        for (var offset = 0; ; offset += 3)
        {
            var page = await repository.ListItemsAsync(ProjectId.Default, new DatasetItemQuery(new PageRequest(3, offset, IncludeTotal: true)) { Dataset = dataset.Id, Version = version });
            found.AddRange(page.Items.Select(item => item.Input!.ToElement().GetString()!));
            if (page.Items.Count < 3)
            {
                Assert.Equal(found.Count, page.TotalCount);
                return found.Order(StringComparer.Ordinal);
            }
        }
    }

    private static async Task<(DatasetRepository Repository, Dataset Dataset)> CreateAsync(ICatalogStore store, TimeProvider time)
    {
        var repository = new DatasetRepository(store, time, new NoSchemas());
        return (repository, await repository.UpsertAsync(ProjectId.Default, "ds", dataset => dataset));
    }

    private sealed class NoSchemas : IItemSchemaValidator
    {
        public ValueTask<IReadOnlyList<string>> ValidateAsync(Payload schema, Payload? value) => new([]);
    }
}
