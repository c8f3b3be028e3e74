using Observability.AspNetCore.Http;
using Observability.AspNetCore.Media;
using Observability.AspNetCore.Wire.Datasets;
using Observability.Model;

namespace Observability.AspNetCore.Endpoints.Datasets;

/// <summary>Completes items with the names of their datasets and the media they refer to.</summary>
internal sealed class DatasetItemAnswer
{
    private readonly ApiRequest _request;
    private readonly Dictionary<DatasetId, string> _names = [];
    private readonly Dictionary<MediaId, WireReferencedMedia?> _media = [];

    private DatasetItemAnswer(ApiRequest request) => _request = request;

    public static async Task<IReadOnlyList<WireDatasetItem>> ToWireAsync(ApiRequest request, IReadOnlyList<DatasetItem> items)
    {
        var answer = new DatasetItemAnswer(request);
        var wire = new List<WireDatasetItem>(items.Count);
        foreach (var item in items)
        {
            wire.Add(await answer.ToWireAsync(item).ConfigureAwait(false));
        }

        return wire;
    }

    private async Task<WireDatasetItem> ToWireAsync(DatasetItem item)
    {
        if (!_names.TryGetValue(item.DatasetId, out var name))
        {
            name = (await _request.Datasets.GetAsync(_request.Project, item.DatasetId, _request.Aborted).ConfigureAwait(false))?.Name ?? "";
            _names.Add(item.DatasetId, name);
        }

        var references = new List<WireMediaReference>();
        foreach (var (field, payload) in new[] { ("input", item.Input), ("expectedOutput", item.ExpectedOutput), ("metadata", item.Metadata) })
        {
            foreach (var (reference, id, path) in MediaReferenceFinder.Find(payload))
            {
                if (await FindAsync(id).ConfigureAwait(false) is { } media)
                {
                    references.Add(new WireMediaReference(field, reference, path, media));
                }
            }
        }

        return DatasetMapper.ToWire(item, name, references);
    }

    private async Task<WireReferencedMedia?> FindAsync(MediaId id)
    {
        if (!_media.TryGetValue(id, out var found))
        {
            found = _request.Media is { } store && await store.GetAsync(_request.Project, id, _request.Aborted).ConfigureAwait(false) is { } content
                ? await ToWireAsync(content).ConfigureAwait(false)
                : null;
            _media.Add(id, found);
        }

        return found;
    }

    private async Task<WireReferencedMedia> ToWireAsync(MediaContent content)
    {
        var link = new MediaLink("GET", _request.Project, content.Id, MediaLink.ExpiryFrom(_request.Time.GetUtcNow()));
        return new WireReferencedMedia(content.Id.Value, content.ContentType, content.Content.Length, await MediaUrls.SignAsync(_request, link).ConfigureAwait(false), link.Expires);
    }
}
