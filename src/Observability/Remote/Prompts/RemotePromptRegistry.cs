using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Observability.Prompts;
using Observability.Prompts.Caching;
using Observability.Prompts.Rollout;
using Observability.Storage;

namespace Observability.Remote.Prompts;

/// <summary>The prompts of a server, ours or a Langfuse server, over its API.</summary>
/// <remarks>
/// Thread-safe. Asks the server every time: a cache stands before it. What a Langfuse server has no API for is done by what it has, or refused
/// in a sentence that says so.
/// </remarks>
internal sealed partial class RemotePromptRegistry(PromptApi api) : IPromptSource, IDisposable
{
    private static readonly IChangeToken Never = new CancellationChangeToken(CancellationToken.None);

    public PromptRegistryStatus Status => PromptRegistryStatus.Healthy;

    public async ValueTask<PromptVersion> GetAsync(PromptName name, PromptLabel? label = null, int? version = null, string? key = null, CancellationToken cancellationToken = default) =>
        (await PullAsync(name, label, version, cancellationToken).ConfigureAwait(false)).Choose(key);

    public async Task<PulledPrompt> PullAsync(PromptName name, PromptLabel? label, int? version, CancellationToken cancellationToken = default)
    {
        var (asked, split) = await AskAsync(name, label, version, resolve: true, cancellationToken).ConfigureAwait(false);
        if (split is null)
        {
            return new PulledPrompt(asked);
        }

        var arms = new List<PromptVersion>();
        foreach (var arm in split.Arms)
        {
            var (other, _) = await AskAsync(name, null, arm.Version, resolve: true, cancellationToken).ConfigureAwait(false);
            arms.Add(other.AskedBy(asked.Label));
        }

        return new PulledPrompt(asked, split, arms);
    }

    public async Task<PromptVersion> GetSourceAsync(PromptName name, PromptLabel? label = null, int? version = null, CancellationToken cancellationToken = default) =>
        (await AskAsync(name, label, version, resolve: false, cancellationToken).ConfigureAwait(false)).Version;

    public async Task<Prompt?> FindAsync(PromptName name, CancellationToken cancellationToken = default) =>
        (await ListAsync(new PromptQuery { Name = name, Limit = 1 }, cancellationToken).ConfigureAwait(false)).Items is [var found] ? found : null;

    public async Task<Page<Prompt>> ListAsync(PromptQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Offset % query.Limit != 0)
        {
            throw PromptException.Invalid($"A server lists prompts in pages: the offset {query.Offset} is no multiple of the limit {query.Limit}.");
        }

        var path = new PathBuilder("v2/prompts")
            .Add("heads", "true")
            .Add("name", query.Name?.Value)
            .Add("label", query.Label?.Value)
            .Add("tag", query.Tag)
            .Add("folder", query.Folder)
            .Add("fromUpdatedAt", query.UpdatedFrom)
            .Add("toUpdatedAt", query.UpdatedTo)
            .Add("limit", query.Limit)
            .Add("page", (query.Offset / query.Limit) + 1);
        var answer = await api.GetAsync(
            path.ToString(),
            json => (Items: json.GetProperty("data").EnumerateArray().ToList(), Total: json.GetProperty("meta").GetProperty("totalItems").GetInt64()),
            cancellationToken).ConfigureAwait(false);
        var items = new List<Prompt>();
        foreach (var item in answer.Items)
        {
            items.Add(item.TryGetProperty("head", out var head) ? PromptAnswer.Prompt(item, head) : await WithLabelsAsync(item, cancellationToken).ConfigureAwait(false));
        }

        return new Page<Prompt>(items, null, query.IncludeTotal ? answer.Total : null);
    }

    public async Task<Page<PromptVersion>> ListVersionsAsync(PromptName name, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var path = new PathBuilder("prompt-versions").Add("name", name.Value).Add("limit", limit).Add("cursor", cursor);
            return await api.GetAsync(path.ToString(), json => PromptAnswer.Page(json, version => PromptAnswer.Version(version)), cancellationToken).ConfigureAwait(false);
        }
        catch (PromptException exception) when (exception.Fault == PromptFault.NotFound)
        {
            return new Page<PromptVersion>([]);
        }
        catch (PromptException exception) when (IsUnknownPath(exception))
        {
            return await ListOneByOneAsync(name, limit, cursor, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<PromptLabel>> GetProtectedLabelsAsync(CancellationToken cancellationToken = default) => await OursAsync(
        "which labels are protected",
        () => api.GetAsync("prompt-labels", json => json.GetProperty("data").EnumerateArray().Select(item => new PromptLabel(item.GetProperty("label").GetString()!)).ToList(), cancellationToken)).ConfigureAwait(false);

    public Task<Page<PromptChange>> ListChangesAsync(PromptName? name = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default) => OursAsync(
        "who changed what",
        () => api.GetAsync(new PathBuilder("prompt-changes").Add("name", name?.Value).Add("limit", limit).Add("cursor", cursor).ToString(), json => PromptAnswer.Page(json, PromptAnswer.Change), cancellationToken));

    /// <summary>Nobody tells of what changes on a server: the cache asks again.</summary>
    public IChangeToken Watch(PromptName? name = null) => Never;

    public void Dispose() => api.Dispose();

    private static string PathOf(PromptName name) => "v2/prompts/" + Uri.EscapeDataString(name.Value);

    private static bool IsUnknownPath(PromptException exception) =>
        exception is { Fault: PromptFault.Unavailable, InnerException: HttpRequestException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed } };

    private async Task<(PromptVersion Version, PromptSplit? Split)> AskAsync(PromptName name, PromptLabel? label, int? version, bool resolve, CancellationToken cancellationToken)
    {
        if (label is not null && version is not null)
        {
            throw PromptException.Invalid("Cannot specify both version and label");
        }

        var asked = version is null ? label ?? PromptLabel.Production : label;
        var path = new PathBuilder(PathOf(name)).Add("label", asked?.Value).Add("version", version).Add("resolve", resolve ? null : "false");
        return await api.GetAsync(path.ToString(), json => (PromptAnswer.Version(json, asked), PromptAnswer.Split(json)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A server that names the labels of a prompt without their versions is asked for each.</summary>
    private async Task<Prompt> WithLabelsAsync(JsonElement item, CancellationToken cancellationToken)
    {
        var prompt = PromptAnswer.Listed(item);
        var labels = new Dictionary<PromptLabel, int>(prompt.Labels);
        foreach (var label in PromptAnswer.Labels(item).Where(label => label != PromptLabel.Latest))
        {
            labels[label] = (await GetSourceAsync(prompt.Name, label, null, cancellationToken).ConfigureAwait(false)).Version;
        }

        return prompt with { Labels = labels };
    }

    private async Task<Page<PromptVersion>> ListOneByOneAsync(PromptName name, int limit, string? cursor, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } prompt)
        {
            return new Page<PromptVersion>([]);
        }

        var below = cursor is null ? int.MaxValue : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw PromptException.Invalid($"'{cursor}' is no cursor of this list.");
        var rest = prompt.Versions.Where(version => version < below).OrderDescending().ToList();
        var versions = new List<PromptVersion>();
        foreach (var version in rest.Take(limit))
        {
            versions.Add(await GetSourceAsync(name, null, version, cancellationToken).ConfigureAwait(false));
        }

        return new Page<PromptVersion>(versions, rest.Count > limit ? versions[^1].Version.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task<T> OursAsync<T>(string what, Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (PromptException exception) when (IsUnknownPath(exception))
        {
            throw new PromptException(PromptFault.Invalid, $"The server {api.Address} cannot say or change {what}: only servers of ours can.", exception);
        }
    }
}
