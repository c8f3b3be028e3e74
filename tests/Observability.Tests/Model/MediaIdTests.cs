using System.Security.Cryptography;
using Observability.Model;

namespace Observability.Tests.Model;

public sealed class MediaIdTests
{
    [Fact]
    public void Of_KnownContent_IsFirst22CharactersOfUrlSafeSha256()
    {
        var standard = Convert.ToBase64String(SHA256.HashData("hello"u8));

        var id = MediaId.Of("hello"u8);

        Assert.Equal(standard.Replace('+', '-').Replace('/', '_')[..22], id.Value);
    }
}
