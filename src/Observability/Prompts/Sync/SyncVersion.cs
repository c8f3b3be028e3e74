using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Observability.Prompts.Catalog;
using Observability.Prompts.Files;

namespace Observability.Prompts.Sync;

/// <summary>A version on one side.</summary>
internal sealed class SyncVersion
{
    public required int Number { get; init; }

    public required PromptContent Content { get; init; }

    public required JsonElement Config { get; init; }

    public string? CommitMessage { get; init; }

    public required string Author { get; init; }

    /// <summary>Equal for versions that say the same.</summary>
    public string Fingerprint => field ??= Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(
        $"{JsonText.Of(PromptContentJson.Write(Content))}\n{JsonText.Of(Config)}\n{JsonSerializer.Serialize(CommitMessage)}")));

    public static SyncVersion Of(PromptFile file) => new()
    {
        Number = file.Version,
        Content = file.Values.Content,
        Config = file.Values.Config,
        CommitMessage = file.Values.CommitMessage,
        Author = file.Values.Author,
    };

    public static SyncVersion Of(PromptVersion version) => new()
    {
        Number = version.Version,
        Content = version.Content,
        Config = version.Config.ToElement(),
        CommitMessage = version.CommitMessage,
        Author = version.CreatedBy,
    };

    public StoredPromptVersion ToStored(string name) => new()
    {
        Id = Fingerprint,
        Name = name,
        Version = Number,
        Content = PromptContentJson.Write(Content),
        Config = Config,
        CommitMessage = CommitMessage,
        CreatedBy = Author,
        CreatedAt = default,
        UpdatedAt = default,
    };
}
