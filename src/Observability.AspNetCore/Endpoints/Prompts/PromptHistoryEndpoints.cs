using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Prompts;
using Observability.Prompts;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>Beyond the wire: all versions of a prompt, how two differ, who changed what, and which labels are protected.</summary>
internal static class PromptHistoryEndpoints
{
    private static readonly OptionalIntegerParameter From = new("from", "The older version; the one before unless given.");
    private static readonly OptionalIntegerParameter To = new("to", "The newer version; the newest unless given.");

    public static void Map(ApiMap api)
    {
        api.MapGet("/prompt-versions", ListVersionsAsync, "Ours: lists the versions of a prompt as they were written, newest first.", PromptRequests.Name, Parameters.PageLimit, Parameters.Cursor).WithTags("prompts");
        api.MapGet("/prompt-diff", DiffAsync, "Ours: compares two versions of a prompt line by line.", PromptRequests.Name, From, To).WithTags("prompts");
        api.MapGet("/prompt-changes", ListChangesAsync, "Ours: lists who changed which prompt and when, newest first.", PromptRequests.Name, Parameters.PageLimit, Parameters.Cursor).WithTags("prompts");
        api.MapGet("/prompt-labels", ListLabelsAsync, "Ours: lists the protected labels.").WithTags("prompts");
        api.MapPut("/prompt-labels/{label}", ProtectAsync, "Ours: protects a label of all prompts, or frees it.").WithTags("prompts").Accepts<PromptProtectionBody>("application/json");
    }

    private static async Task<WireResult<WirePromptVersionList>> ListVersionsAsync(ApiRequest request)
    {
        var name = PromptRequests.RequiredName(request);
        var limit = request.Query.Read(Parameters.PageLimit);
        var cursor = request.Query.Read(Parameters.Cursor);
        request.Query.ThrowIfInvalid();
        var prompt = await request.Prompts.FindAsync(name, request.Aborted).ConfigureAwait(false) ?? throw new PromptException(PromptFault.NotFound, $"Prompt not found: '{name}'");
        var page = await CursorAsync(request.Prompts.ListVersionsAsync(name, limit, cursor, request.Aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(version => PromptWireMapper.ToWire(request.Project, version)), new CursorMeta { Cursor = page.NextCursor }, PromptWireMapper.ToHead(prompt)));
    }

    private static async Task<WireResult<WirePromptDiff>> DiffAsync(ApiRequest request)
    {
        var name = PromptRequests.RequiredName(request);
        var from = request.Query.Read(From);
        var to = request.Query.Read(To);
        request.Query.ThrowIfInvalid();
        var newer = await request.Prompts.GetSourceAsync(name, to is null ? PromptLabel.Latest : (PromptLabel?)null, to, request.Aborted).ConfigureAwait(false);
        var older = await request.Prompts.GetSourceAsync(name, null, from ?? await BeforeAsync(request, newer).ConfigureAwait(false), request.Aborted).ConfigureAwait(false);
        return new(PromptWireMapper.ToWire(PromptDiff.Between(older, newer)));
    }

    /// <summary>The version before another; the first has nothing before it and is compared with itself.</summary>
    private static async Task<int> BeforeAsync(ApiRequest request, PromptVersion version)
    {
        var prompt = await request.Prompts.FindAsync(version.Name, request.Aborted).ConfigureAwait(false);
        return prompt?.Versions.Where(number => number < version.Version).DefaultIfEmpty(version.Version).Max() ?? version.Version;
    }

    private static async Task<WireResult<CursorList<WirePromptChange>>> ListChangesAsync(ApiRequest request)
    {
        var name = request.Query.Read(PromptRequests.Name) is { } text ? PromptRequests.NameOf(text) : (PromptName?)null;
        var limit = request.Query.Read(Parameters.PageLimit);
        var cursor = request.Query.Read(Parameters.Cursor);
        request.Query.ThrowIfInvalid();
        var page = await CursorAsync(request.Prompts.ListChangesAsync(name, limit, cursor, request.Aborted)).ConfigureAwait(false);
        return new(new(page.Items.Select(PromptWireMapper.ToWire), new CursorMeta { Cursor = page.NextCursor }));
    }

    private static async Task<WireResult<WirePromptLabelList>> ListLabelsAsync(ApiRequest request)
    {
        var labels = await request.Prompts.GetProtectedLabelsAsync(request.Aborted).ConfigureAwait(false);
        return new(new(labels.Select(label => new WirePromptLabel(label.Value, true))));
    }

    private static async Task<WireResult<WirePromptLabel>> ProtectAsync(ApiRequest request, string label)
    {
        var text = ApiRequest.Id(label);
        if (PromptLabel.Fault(text) is { } fault)
        {
            throw ApiException.Invalid(ApiIssue.Custom(fault, "label"));
        }

        var body = await ApiBody.ReadAsync<PromptProtectionBody>(request.Http).ConfigureAwait(false);
        var isProtected = body.IsProtected ?? throw ApiException.Invalid(ApiIssue.InvalidType("boolean", "undefined", "isProtected"));
        await request.Prompts.SetProtectionAsync(text, isProtected, PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false);
        return new(new WirePromptLabel(text, isProtected));
    }

    /// <summary>What the store says about a cursor goes back to the client.</summary>
    private static async Task<Storage.Page<T>> CursorAsync<T>(Task<Storage.Page<T>> list)
    {
        try
        {
            return await list.ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            throw ApiException.Invalid(exception.Message.Split(" (Parameter '", 2)[0]);
        }
    }
}
