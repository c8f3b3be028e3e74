using System.Text;

namespace Observability.Testing.Remote;

/// <summary>What a <see cref="ScriptedServer"/> answers.</summary>
public sealed record ServerAnswer(int Status, byte[] Body, string ContentType = "application/json")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>True when the server answers nothing until it is disposed or the client hangs up.</summary>
    public bool Hangs { get; init; }

    public static ServerAnswer Ok { get; } = Json(200, "{}");

    public static ServerAnswer Hang { get; } = new(200, []) { Hangs = true };

    public static ServerAnswer Json(int status, string body) => new(status, Encoding.UTF8.GetBytes(body));

    public static ServerAnswer Error(int status, string message = "no") => Json(status, $$"""{"message":"{{message}}"}""");
}
