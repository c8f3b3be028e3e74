using Microsoft.Extensions.Time.Testing;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;
using Observability.Testing;

namespace Observability.Tests.Storage.Projects;

public sealed class ProjectEraserTests
{
    private static readonly ProjectId Doomed = new("doomed");
    private static readonly MediaContent Picture = new("image/png", new byte[] { 1, 2, 3 });

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly InMemoryTraceStore _store = new();
    private readonly ApiKeyRepository _keys;
    private readonly ProjectRepository _projects;
    private readonly ProjectEraser _eraser;
    private int _flushes;

    public ProjectEraserTests()
    {
        _keys = new ApiKeyRepository(_store, _time);
        _projects = new ProjectRepository(_store, _keys, _time);
        _eraser = new ProjectEraser(_projects, _store, _store, _store, _ =>
        {
            _flushes++;
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Delete_Project_LeavesNothingOfItAndEverythingElse()
    {
        await FillAsync(Doomed, "Doomed");
        await FillAsync(ProjectId.Default, "Kept");

        Assert.True(await _eraser.DeleteAsync("doomed"));

        await AssertGoneAsync();
        Assert.Equal(1, _flushes);
        Assert.Equal(["default"], (await _projects.ListAllAsync()).Select(project => project.Id));
        Assert.Single(await _keys.ListAllAsync("default"));
        Assert.NotNull(await _store.GetTraceAsync(ProjectId.Default, new TraceId("t")));
        Assert.NotNull(await _store.GetAsync(ProjectId.Default, Picture.Id));
        Assert.NotNull(await _store.GetAsync(ProjectId.Default, "prompts", "p"));
    }

    [Fact]
    public async Task Delete_UnknownProject_IsFalse() => Assert.False(await _eraser.DeleteAsync("nobody"));

    [Fact]
    public async Task BeginDeletion_Project_TakesItsKeysAndNameOutOfUseAtOnce()
    {
        await FillAsync(Doomed, "Doomed");

        await _projects.BeginDeletionAsync("doomed");

        Assert.Null(await _projects.GetAsync("doomed"));
        Assert.Empty(await _keys.ListAllAsync("doomed"));
        await Assert.ThrowsAsync<CatalogConflictException>(() => _projects.CreateAsync(Project("doomed", "Other")));
    }

    [Fact]
    public async Task Resume_AfterACrashInTheMiddle_FinishesTheDeletion()
    {
        await FillAsync(Doomed, "Doomed");
        await _projects.BeginDeletionAsync("doomed");
        await _keys.CreateAsync(new NewApiKey { ProjectId = "doomed" });

        await _eraser.ResumeAsync();

        await AssertGoneAsync();
        Assert.Empty(await _projects.ListAllAsync());
        await _projects.CreateAsync(Project("doomed", "Doomed"));
    }

    [Fact]
    public async Task Retain_Projects_DeletesWhatEachNoLongerKeeps()
    {
        await _projects.CreateAsync(Project("week", "Week") with { RetentionDays = 7 });
        await _projects.CreateAsync(Project("ever", "Ever"));
        foreach (var project in new[] { "week", "ever" })
        {
            await _store.WriteAsync(new TelemetryBatch { Observations = [Some.Span("old", "o") with { Project = new ProjectId(project) }] });
            await _store.WriteAsync(new TelemetryBatch { Observations = [Some.Span("new", "o2", null, TimeSpan.FromDays(2).TotalSeconds) with { Project = new ProjectId(project) }] });
        }

        await _eraser.RetainAsync(Some.Time.AddDays(8));

        Assert.Equal(["new"], await TracesAsync("week"));
        Assert.Equal(["new", "old"], await TracesAsync("ever"));
    }

    private static Project Project(string id, string name) => new() { Id = id, Name = name, Organization = Organization.Default };

    private async Task FillAsync(ProjectId project, string name)
    {
        await _projects.CreateAsync(Project(project.Value, name));
        await _keys.CreateAsync(new NewApiKey { ProjectId = project.Value });
        await _store.WriteAsync(new TelemetryBatch
        {
            Observations = [Some.Generation("t", "o") with { Project = project }],
            Scores = [Some.Score("t", "s") with { Project = project }],
        });
        await _store.PutAsync(project, Picture);
        await _store.CommitAsync([CatalogChange.Put(new CatalogDocument { Project = project, Collection = "prompts", Id = "p", Content = Payload.Parse("{}") })]);
    }

    private async Task AssertGoneAsync()
    {
        Assert.Null(await _store.GetTraceAsync(Doomed, new TraceId("t")));
        Assert.Empty((await _store.ListScoresAsync(new ScoreQuery { Project = Doomed })).Items);
        Assert.Null(await _store.GetAsync(Doomed, Picture.Id));
        Assert.Null(await _store.GetAsync(Doomed, "prompts", "p"));
        Assert.Empty(await _keys.ListAllAsync("doomed"));
    }

    private async Task<IEnumerable<string>> TracesAsync(string project) =>
        (await _store.ListTracesAsync(new TraceQuery { Project = new ProjectId(project) })).Items.Select(trace => trace.Trace.Id.Value);
}
