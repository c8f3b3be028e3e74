using System.Net.Http.Headers;
using System.Text.Json;

namespace Observability.Remote.Delivery;

/// <summary>Sends events to the ingestion API, whose answer says of each whether it was taken.</summary>
internal sealed class EventRoute(ServerConnection server, TimeProvider time) : IParcelRoute
{
    private const string Path = "api/public/ingestion";

    public async Task<Answer> SendAsync(Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = server.Request(HttpMethod.Post, Path, Body(parcel));
        using var response = await server.SendAsync(request, timeout, cancellationToken).ConfigureAwait(false);
        return Answer.IsSuccess(response)
            ? Read(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), parcel)
            : await Answer.OfAsync(response, time, cancellationToken).ConfigureAwait(false);
    }

    private static ByteArrayContent Body(Parcel parcel)
    {
        var body = new MemoryStream((int)parcel.Bytes + parcel.Items.Count + 16);
        body.Write("{\"batch\":["u8);
        for (var i = 0; i < parcel.Items.Count; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(parcel.Items[i].Bytes.Span);
        }

        body.Write("]}"u8);
        var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static Answer Read(byte[] body, Parcel parcel)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() > 0)
            {
                return new Answer(AnswerKind.Taken, Math.Min(errors.GetArrayLength(), parcel.Items.Count), errors[0].ToString());
            }
        }
        catch (JsonException)
        {
            // An answer that says nothing of errors.
        }

        return Answer.Taken;
    }
}
