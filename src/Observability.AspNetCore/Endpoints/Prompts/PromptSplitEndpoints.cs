using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire.Prompts;
using Observability.Prompts;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>Beyond the wire: which share of a label's calls goes to other versions.</summary>
internal static class PromptSplitEndpoints
{
    public static void Map(ApiMap api) =>
        api.MapPut("/prompt-splits", SetAsync, "Ours: splits a label of a prompt over versions, or ends a split.").WithTags("prompts").Accepts<PromptSplitBody>("application/json");

    /// <summary>A label of a body; production when there is none.</summary>
    public static PromptLabel LabelOf(string? text)
    {
        if (text is null)
        {
            return PromptLabel.Production;
        }

        return PromptLabel.Fault(text) is { } fault ? throw ApiException.Invalid(ApiIssue.Custom(fault, "label")) : new PromptLabel(text);
    }

    private static async Task<WireResult<WirePromptHead>> SetAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<PromptSplitBody>(request.Http).ConfigureAwait(false);
        var name = PromptRequests.NameOf(body.Name ?? throw ApiException.Invalid(ApiIssue.InvalidType("string", "undefined", "name")));
        var split = body.Split is { Count: > 0 } shares ? await ApiRequest.TryAsync(() => Task.FromResult(new PromptSplit(shares.Select(ArmOf)))).ConfigureAwait(false) : null;
        await request.Prompts.SetSplitAsync(name, LabelOf(body.Label), split, PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false);
        var changed = await request.Prompts.FindAsync(name, request.Aborted).ConfigureAwait(false) ?? throw new PromptException(PromptFault.NotFound, $"Prompt not found: '{name}'");
        return new(PromptWireMapper.ToHead(changed));
    }

    private static PromptArm ArmOf(KeyValuePair<string, double> share) => int.TryParse(share.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        ? new PromptArm(version, share.Value)
        : throw ApiException.Invalid(ApiIssue.InvalidType("number", "string", "split", share.Key));
}
