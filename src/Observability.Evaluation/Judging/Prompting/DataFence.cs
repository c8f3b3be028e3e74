using System.Security.Cryptography;
using System.Text;

namespace Observability.Evaluation.Judging.Prompting;

/// <summary>Marks text that others wrote, so that a judge can tell it from its instructions.</summary>
/// <remarks>
/// The mark's id is made of the texts themselves and is in none of them, so that no text can close its own mark; the same texts get the same id,
/// so that a cached answer is found again.
/// </remarks>
internal sealed class DataFence
{
    private const int IdLength = 16;

    private DataFence(string id) => Id = id;

    public string Id { get; }

    public static DataFence For(IReadOnlyCollection<string> texts)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(BitConverter.GetBytes(attempt));
            foreach (var text in texts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(text));
                hash.AppendData([0]);
            }

            var id = Convert.ToHexStringLower(hash.GetHashAndReset())[..IdLength];
            if (!texts.Any(text => text.Contains(id, StringComparison.OrdinalIgnoreCase)))
            {
                return new DataFence(id);
            }
        }
    }

    public string Wrap(string name, string text) => $"<<{name}:{Id}>>\n{text}\n<</{name}:{Id}>>";
}
