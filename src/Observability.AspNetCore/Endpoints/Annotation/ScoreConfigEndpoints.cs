using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Annotation;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Wire;

namespace Observability.AspNetCore.Endpoints.Annotation;

/// <summary>Score configs: create, list, one, change.</summary>
internal static class ScoreConfigEndpoints
{
    private const string NotFound = "Score config not found within authorized project";
    private const int MaxDescription = 4000;
    private const int MaxCategories = 1000;

    private static readonly IReadOnlyList<string> Types = ["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT"];

    public static void Map(ApiMap api)
    {
        api.MapPost("/score-configs", CreateAsync, "Creates a score config.").WithTags("score-configs").Accepts<CreateScoreConfigBody>("application/json");
        api.MapGet("/score-configs", ListAsync, "Lists score configs in pages, newest first.", Paging.Parameters).WithTags("score-configs");
        api.MapGet("/score-configs/{configId}", GetAsync, "Gets a score config.").WithTags("score-configs");
        api.MapPatch("/score-configs/{configId}", UpdateAsync, "Changes a score config; scores that are there stay as they are.").WithTags("score-configs").Accepts<UpdateScoreConfigBody>("application/json");
    }

    private static DocumentCollection<ScoreConfig> Configs(ApiRequest request) => request.Collection(CatalogCollections.ScoreConfigs);

    private static async Task<WireResult<WireScoreConfig>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateScoreConfigBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.Text(body.Name, "name");
        var type = issues.Word(body.DataType, Types, "dataType");
        var description = issues.OptionalText(body.Description, "description", MaxDescription);
        var categories = ReadCategories(body.Categories, issues);
        issues.ThrowIfInvalid();

        var now = request.Now;
        var config = Check(new ScoreConfig
        {
            Id = CatalogClock.NewId(now),
            Name = name,
            DataType = WireNames.ParseScoreType(type),
            Description = description,
            Categories = type == "BOOLEAN" ? ScoreConfig.BooleanCategories : categories,
            MinValue = body.MinValue,
            MaxValue = body.MaxValue,
            CreatedAt = now,
            UpdatedAt = now,
        });
        await Configs(request).InsertAsync(request.Project, config, request.Aborted).ConfigureAwait(false);
        return new(ToWire(request, config));
    }

    private static Task<WireResult<PagedList<WireScoreConfig>>> ListAsync(ApiRequest request) =>
        CatalogList.ReadAsync(request, Configs(request), null, config => ToWire(request, config));

    private static async Task<WireResult<WireScoreConfig>> GetAsync(ApiRequest request, string configId) =>
        new(ToWire(request, await CatalogList.RequireAsync(request, Configs(request), configId, NotFound).ConfigureAwait(false)));

    private static async Task<WireResult<WireScoreConfig>> UpdateAsync(ApiRequest request, string configId)
    {
        var body = await ApiBody.ReadAsync<UpdateScoreConfigBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var name = issues.OptionalText(body.Name, "name");
        var description = issues.OptionalText(body.Description, "description", MaxDescription);
        var categories = ReadCategories(body.Categories, issues);
        issues.ThrowIfInvalid();

        var changed = await Configs(request).UpdateAsync(
            request.Project,
            ApiRequest.Id(configId),
            before => Check(before with
            {
                Name = name ?? before.Name,
                IsArchived = body.IsArchived ?? before.IsArchived,
                Description = description ?? before.Description,
                Categories = before.DataType == ScoreValueType.Boolean ? before.Categories : categories ?? before.Categories,
                MinValue = body.MinValue ?? before.MinValue,
                MaxValue = body.MaxValue ?? before.MaxValue,
                UpdatedAt = request.Now,
            }),
            request.Aborted).ConfigureAwait(false);
        return new(ToWire(request, changed ?? throw ApiException.NotFound(NotFound)));
    }

    private static List<ScoreCategory>? ReadCategories(IReadOnlyList<WireScoreCategory?>? categories, BodyIssues issues)
    {
        if (categories?.Count > MaxCategories)
        {
            issues.Add(ApiIssue.TooLong("array", MaxCategories, "categories"));
            return null;
        }

        if (categories?.Any(category => category?.Label is null || category.Value is null) == true)
        {
            issues.Add(ApiIssue.Custom("Each category needs a label and a value.", "categories"));
            return null;
        }

        return categories?.Select(category => new ScoreCategory(category!.Value!.Value, category.Label!)).ToList();
    }

    private static ScoreConfig Check(ScoreConfig config)
    {
        var issues = new BodyIssues();
        foreach (var (property, message) in config.Problems())
        {
            issues.Add(ApiIssue.Custom(message, property));
        }

        issues.ThrowIfInvalid();
        return config;
    }

    private static WireScoreConfig ToWire(ApiRequest request, ScoreConfig config) => new()
    {
        Id = config.Id,
        Name = config.Name,
        IsArchived = config.IsArchived,
        Description = config.Description,
        CreatedAt = config.CreatedAt,
        UpdatedAt = config.UpdatedAt,
        ProjectId = request.Project.Value,
        MaxValue = config.MaxValue,
        MinValue = config.MinValue,
        DataType = WireNames.Of(config.DataType),
        Categories = config.Categories?.Select(category => new WireScoreCategory(category.Label, category.Value)).ToList(),
    };
}
