using System.IO.Hashing;
using System.Text;

namespace Observability.Prompts.Webhooks;

/// <summary>A webhook that the application's code names.</summary>
internal sealed record CodeWebhook(Uri Url, string Secret)
{
    public const int MinSecretLength = 16;

    /// <summary>Equal in every process that names the same address.</summary>
    public string Id { get; } = "code-" + Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(Url.AbsoluteUri)));

    /// <summary>Without the secret.</summary>
    public override string ToString() => Url.AbsoluteUri;
}
