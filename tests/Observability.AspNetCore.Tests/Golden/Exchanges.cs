using System.Text.Json;

namespace Observability.AspNetCore.Tests.Golden;

/// <summary>Reads facts.json.</summary>
internal static class Exchanges
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<Exchange>> ReadAsync() => (await ReadAsync("exchanges")).Deserialize<List<Exchange>>(Options)!;

    public static async Task<Shapes> ReadShapesAsync() => new((await ReadAsync("shapes")).Deserialize<Dictionary<string, Dictionary<string, string>>>(Options)!);

    private static async Task<JsonElement> ReadAsync(string part) =>
        JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Golden", "facts.json"), TestContext.Current.CancellationToken)).RootElement.GetProperty(part);
}
