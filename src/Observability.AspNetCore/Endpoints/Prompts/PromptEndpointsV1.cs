using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Wire.Prompts;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>Prompts in the first form of the wire: the name is a parameter, and production the only label.</summary>
internal static class PromptEndpointsV1
{
    public static void Map(ApiMap api)
    {
        api.MapGet("/prompts", GetAsync, "Gets a version of a prompt, by number or the one with the label production.", PromptRequests.Name, PromptRequests.Version).WithTags("prompts");
        api.MapPost("/prompts", CreateAsync, "Makes a version of a prompt.").WithTags("prompts").Accepts<CreatePromptBody>("application/json");
    }

    private static async Task<WireResult<WirePromptDetail>> GetAsync(ApiRequest request)
    {
        var name = PromptRequests.RequiredName(request);
        var version = request.Query.Read(PromptRequests.Version);
        request.Query.ThrowIfInvalid();
        return new(PromptWireMapper.ToDetail(request.Project, await request.Prompts.GetAsync(name, null, version, null, request.Aborted).ConfigureAwait(false)));
    }

    private static async Task<WireResult<WirePromptDetail>> CreateAsync(ApiRequest request)
    {
        var draft = PromptBodyReader.Read(await ApiBody.ReadAsync<CreatePromptBody>(request.Http).ConfigureAwait(false));
        return new(PromptWireMapper.ToDetail(request.Project, await request.Prompts.CreateAsync(draft, PromptRequests.Edit(request), request.Aborted).ConfigureAwait(false)));
    }
}
