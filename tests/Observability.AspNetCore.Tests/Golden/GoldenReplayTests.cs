using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observability.AspNetCore.Tests.Access;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Tests.Golden;

/// <summary>Asks our server what a Langfuse server was asked: both generations of clients, one after the other, against one project.</summary>
public sealed partial class GoldenReplayTests
{
    private static readonly byte[] Picture = Encoding.UTF8.GetBytes("twenty-three bytes long");

    private readonly Dictionary<string, JsonElement> _answers = [];

    [Fact]
    public async Task Answers_ToWhatALangfuseServerWasAsked_HaveItsStatusAndShape()
    {
        var shapes = await Exchanges.ReadShapesAsync();
        var exchanges = await Exchanges.ReadAsync();
        await using var host = await KeyHost.StartAsync();
        var key = await host.KeyAsync();
        List<string> wrong = [];

        foreach (var exchange in exchanges)
        {
            using var request = Request(exchange, key);
            using var response = await host.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            wrong.AddRange(Differences(exchange, response, text, shapes).Select(difference => $"{exchange.Name}: {difference}"));
        }

        Assert.True(exchanges.Count > 120, $"Only {exchanges.Count} exchanges were replayed.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private IEnumerable<string> Differences(Exchange exchange, HttpResponseMessage response, string text, Shapes shapes)
    {
        var answer = ParseOrText(text);
        _answers[exchange.Name] = answer;
        if ((int)response.StatusCode != exchange.Status)
        {
            return [$"{(int)response.StatusCode} and not {exchange.Status}: {text}"];
        }

        var headers = exchange.AnswerHeaders
            .Select(header => (header.Key, Expected: header.Value, Actual: response.Headers.TryGetValues(header.Key, out var values) ? string.Join(',', values) : "missing"))
            .Where(header => header.Expected != header.Actual)
            .Select(header => $"{header.Key} is {header.Actual} and not {header.Expected}");
        var says = exchange.Says.ValueKind == JsonValueKind.Undefined || JsonElement.DeepEquals(exchange.Says, answer) ? [] : new[] { $"says {text} and not {exchange.Says}" };
        var has = exchange.Has
            .Select(field => (field.Key, Expected: field.Value, Actual: TextAt(answer, field.Key)))
            .Where(field => field.Expected.StartsWith('*') ? !field.Actual.EndsWith(field.Expected[1..], StringComparison.Ordinal) : field.Expected != field.Actual)
            .Select(field => $"{field.Key} is {field.Actual} and not {field.Expected}");
        return headers.Concat(says).Concat(has).Concat(exchange.Shape is { } shape ? shapes.Check(answer, shape) : []);
    }

    private HttpRequestMessage Request(Exchange exchange, ApiKeyPair key)
    {
        var words = exchange.Request.Split(' ');
        var request = new HttpRequestMessage(new HttpMethod(words[0]), Fill(words[1]));
        if (CredentialsOf(exchange.Key, key) is { } credentials)
        {
            request.Headers.TryAddWithoutValidation("authorization", credentials);
        }

        if ((exchange.Text ?? (exchange.Body.ValueKind == JsonValueKind.Undefined ? null : exchange.Body.GetRawText())) is { } body)
        {
            var bytes = body == "{picture}" ? Picture : Encoding.UTF8.GetBytes(Fill(body));
            request.Content = new ByteArrayContent(exchange.Headers.ContainsKey("content-encoding") && exchange.Text is null ? Gzip(bytes) : bytes);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(exchange.Headers.GetValueOrDefault("content-type") ?? "application/json");
        }

        foreach (var (name, value) in exchange.Headers.Where(header => header.Key != "content-type"))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, Fill(value)) || request.Content!.Headers.TryAddWithoutValidation(name, Fill(value)));
        }

        return request;
    }

    /// <summary>Puts in what only the run knows: <c>{exchange.field}</c> of an earlier answer, the checksum of the picture, a text that is longer than a body may be.</summary>
    private string Fill(string text) => Placeholder().Replace(text, match => match.Groups["name"].Value switch
    {
        "checksum" => Convert.ToBase64String(SHA256.HashData(Picture)),
        "long" => new string('x', 5_000_000),
        var name => _answers[name].GetProperty(match.Groups["field"].Value).ToString(),
    });

    private static string? CredentialsOf(string key, ApiKeyPair pair) => key switch
    {
        "none" => null,
        "digest" => "Digest x",
        "no base64" => "Basic !!!",
        "no key" => KeyHost.Basic("x:y").ToString(),
        "public" => KeyHost.Bearer(pair).ToString(),
        "wrong secret" => KeyHost.Basic(pair with { SecretKey = ApiKeyPair.Generate().SecretKey }).ToString(),
        "wrong public" => KeyHost.Basic(pair with { PublicKey = "pk-lf-another" }).ToString(),
        _ => KeyHost.Basic(pair).ToString(),
    };

    private static string TextAt(JsonElement answer, string path)
    {
        var value = path.Split('.').Aggregate(answer, (part, step) => part.ValueKind == JsonValueKind.Array ? part[int.Parse(step, CultureInfo.InvariantCulture)] : part.GetProperty(step));
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    private static JsonElement ParseOrText(string text)
    {
        try
        {
            return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    [GeneratedRegex(@"\{(?<name>checksum|long|[a-z0-9-]+(?=\.))(\.(?<field>[a-zA-Z]+))?\}")]
    private static partial Regex Placeholder();
}
