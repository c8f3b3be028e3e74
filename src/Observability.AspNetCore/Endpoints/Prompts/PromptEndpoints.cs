using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Prompts;
using Observability.Prompts;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>Prompts as on the wire: list, get, make, move labels, delete. Names with slashes come encoded or as they are.</summary>
internal static class PromptEndpoints
{
    private const string Versions = "/versions/";

    private static readonly IntegerParameter Limit = new("limit", "How many prompts a page has.", 1, Parameters.MaxPageLimit, 10);
    private static readonly TextParameter WithLabel = new("label", "Only prompts with this label; of each then only the version that has it.");
    private static readonly TextParameter WithTag = new("tag", "Only prompts with this tag.");
    private static readonly TextParameter Folder = new("folder", "Ours: only prompts in this folder and below.");
    private static readonly TextParameter Key = new("key", "Ours: whose call it is, where a label is split over versions: the same key gets the same version.");
    private static readonly InstantParameter UpdatedFrom = new("fromUpdatedAt", "Only prompts changed at or after this instant.");
    private static readonly InstantParameter UpdatedTo = new("toUpdatedAt", "Only prompts changed before this instant.");
    private static readonly BooleanParameter Heads = new("heads", "Ours: whether each prompt comes with its head: the version of every label, splits and revision.");
    private static readonly BooleanParameter Resolve = new("resolve", "Whether references to other prompts are resolved; true unless given.");

    public static void Map(ApiMap api)
    {
        api.MapGet(
            "/v2/prompts",
            ListAsync,
            "Lists prompts by name.",
            [PromptRequests.Name, WithLabel, WithTag, Folder, Parameters.Page, Limit, UpdatedFrom, UpdatedTo, Heads]).WithTags("prompts");
        api.MapPost("/v2/prompts", CreateAsync, "Makes a version of a prompt: the next one of its name, or the first.").WithTags("prompts")
            .Accepts<CreatePromptBody>("application/json").Produces<WirePrompt>(StatusCodes.Status201Created, "application/json").Produces<ApiError>(StatusCodes.Status409Conflict);
        api.MapGet("/v2/prompts/{**promptName}", GetAsync, "Gets a version of a prompt.", PromptRequests.Version, PromptRequests.Label, Key, Resolve).WithTags("prompts");
        api.MapPatch("/v2/prompts/{promptName}/versions/{version}", MoveLabelsAsync, "Moves labels to a version of a prompt.").WithTags("prompts").Accepts<PromptLabelsBody>("application/json");
        api.MapPatch("/v2/prompts/{**promptName}", ChangeAsync, "Ours: sets the tags of a prompt.").WithTags("prompts").Accepts<PromptTagsBody>("application/json").Produces<WirePromptHead>(StatusCodes.Status200OK, "application/json");
        api.MapDelete("/v2/prompts/{**promptName}", DeleteAsync, "Deletes the version with a label or number, or, with neither, the whole prompt.").WithTags("prompts")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<WireResult<WirePromptMetaList>> ListAsync(ApiRequest request)
    {
        var page = request.Query.Read(Parameters.Page);
        var limit = request.Query.Read(Limit);
        var heads = request.Query.Read(Heads) == true;
        var name = request.Query.Read(PromptRequests.Name);
        var label = request.Query.Read(WithLabel);
        var query = new PromptQuery
        {
            Tag = request.Query.Read(WithTag),
            Folder = request.Query.Read(Folder)?.Trim('/'),
            UpdatedFrom = request.Query.Read(UpdatedFrom),
            UpdatedTo = request.Query.Read(UpdatedTo),
            Limit = limit,
            Offset = (page - 1) * limit,
            IncludeTotal = true,
        };
        request.Query.ThrowIfInvalid();

        // What cannot be a name or a label is nobody's.
        var isNobodys = (name is not null && PromptName.Fault(name) is not null) || (label is not null && PromptLabel.Fault(label) is not null);
        var found = isNobodys
            ? new Storage.Page<Prompt>([], null, 0)
            : await request.Prompts.ListAsync(query with { Name = name is null ? (PromptName?)null : new PromptName(name), Label = label is null ? (PromptLabel?)null : new PromptLabel(label) }, request.Aborted).ConfigureAwait(false);
        var total = found.TotalCount ?? 0;
        var meta = new PageMeta { Page = page, Limit = limit, TotalItems = total, TotalPages = (total + limit - 1) / limit };
        return new(new(found.Items.Select(prompt => heads ? PromptWireMapper.ToMeta(prompt) with { Head = PromptWireMapper.ToHead(prompt) } : PromptWireMapper.ToMeta(prompt)), meta, meta));
    }

    private static async Task<WireResult<WirePromptDetail>> GetAsync(ApiRequest request, string? promptName)
    {
        var text = ApiRequest.Id(promptName ?? "");
        var resolve = request.Query.Read(Resolve) ?? true;
        var key = request.Query.Read(Key);
        var (label, version) = PromptRequests.Which(request, text);
        if (!PromptName.TryCreate(text, out var name))
        {
            throw PromptException.NotFound(text, label, version);
        }

        if (!resolve)
        {
            return new(PromptWireMapper.ToDetail(request.Project, await request.Prompts.GetSourceAsync(name, label, version, request.Aborted).ConfigureAwait(false)));
        }

        var pulled = await request.Prompts.PullAsync(name, label, version, request.Aborted).ConfigureAwait(false);
        var answer = PromptWireMapper.ToDetail(request.Project, key is null ? pulled.Version : pulled.Choose(key));
        return new(key is null && pulled.Split is { } split ? answer with { Split = PromptWireMapper.ToWire(split) } : answer);
    }

    private static async Task<WireResult<WirePrompt>> CreateAsync(ApiRequest request)
    {
        var draft = PromptBodyReader.Read(await ApiBody.ReadAsync<CreatePromptBody>(request.Http).ConfigureAwait(false));
        var created = await request.Prompts.CreateAsync(draft, PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false);
        request.Http.Response.StatusCode = StatusCodes.Status201Created;
        return new(PromptWireMapper.ToWire(request.Project, created));
    }

    private static async Task<WireResult<WirePrompt>> MoveLabelsAsync(ApiRequest request, string promptName, string version)
    {
        var text = ApiRequest.Id(promptName);
        var body = await ApiBody.ReadAsync<PromptLabelsBody>(request.Http).ConfigureAwait(false);
        var issues = new List<ApiIssue>();
        if (body.NewLabels is null && body.RemovedLabels is null)
        {
            issues.Add(ApiIssue.InvalidType("array", "undefined", "newLabels"));
        }

        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            issues.Add(ApiIssue.InvalidType("number", "NaN", "promptVersion"));
        }

        var added = PromptBodyReader.ReadLabels(body.NewLabels ?? [], "newLabels", issues);
        var removed = PromptBodyReader.ReadLabels(body.RemovedLabels ?? [], "removedLabels", issues);
        if (issues.Count > 0)
        {
            throw ApiException.Invalid(issues);
        }

        var name = PromptRequests.NameOf(text);
        var edit = PromptRequests.Edit(request);
        if (removed.Count > 0)
        {
            // Those of another version stay there.
            var current = await request.Prompts.GetSourceAsync(name, version: number, cancellationToken: request.Aborted).ConfigureAwait(false);
            await request.Prompts.RemoveLabelsAsync(name, [.. removed.Intersect(current.Labels)], edit, request.Aborted).ConfigureAwait(false);
            edit = edit with { ExpectedRevision = null };
        }

        return new(PromptWireMapper.ToWire(request.Project, await request.Prompts.MoveLabelsAsync(name, number, added, edit, request.Aborted).ConfigureAwait(false)));
    }

    private static async Task<IResult> ChangeAsync(ApiRequest request, string? promptName)
    {
        var text = ApiRequest.Id(promptName ?? "");
        if (text.LastIndexOf(Versions, StringComparison.Ordinal) is var at and > 0)
        {
            // A name with slashes that were not encoded.
            return await MoveLabelsAsync(request, text[..at], text[(at + Versions.Length)..]).ConfigureAwait(false);
        }

        var name = PromptRequests.NameOf(text);
        var body = await ApiBody.ReadAsync<PromptTagsBody>(request.Http).ConfigureAwait(false);
        var tags = body.Tags ?? throw ApiException.Invalid(ApiIssue.InvalidType("array", "undefined", "tags"));
        await request.Prompts.SetTagsAsync(name, tags, PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false);
        var changed = await request.Prompts.FindAsync(name, request.Aborted).ConfigureAwait(false) ?? throw new PromptException(PromptFault.NotFound, $"Prompt not found: '{name}'");
        return new WireResult<WirePromptHead>(PromptWireMapper.ToHead(changed));
    }

    private static async Task<IResult> DeleteAsync(ApiRequest request, string? promptName)
    {
        var text = ApiRequest.Id(promptName ?? "");
        var (label, version) = PromptRequests.Which(request, text);
        await request.Prompts.DeleteAsync(PromptRequests.NameOf(text), label, version, PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }
}
