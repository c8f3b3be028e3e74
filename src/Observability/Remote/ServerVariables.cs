namespace Observability.Remote;

/// <summary>The variables of the environment that name a server, as Langfuse's SDKs read them.</summary>
internal static class ServerVariables
{
    public const string PublicKey = "LANGFUSE_PUBLIC_KEY";
    public const string SecretKey = "LANGFUSE_SECRET_KEY";
    public const string Url = "LANGFUSE_BASE_URL";

    private static readonly string[] Urls = [Url, "LANGFUSE_HOST", "LANGFUSE_BASEURL"];

    /// <summary>The settings with what is not set in them taken from the environment.</summary>
    public static ServerOptions Complete(ServerOptions settings, Func<string, string?> read) => settings.With(
        Text(settings.Url) ?? Urls.Select(name => Text(read(name))).FirstOrDefault(value => value is not null),
        Text(settings.PublicKey) ?? Text(read(PublicKey)),
        Text(settings.SecretKey) ?? Text(read(SecretKey)));

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
