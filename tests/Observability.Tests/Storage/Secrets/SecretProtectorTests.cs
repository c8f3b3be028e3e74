using System.Security.Cryptography;
using Observability.Storage.Secrets;
using Observability.Tests.Storage.LiteDb;

namespace Observability.Tests.Storage.Secrets;

public sealed class SecretProtectorTests
{
    private readonly SecretProtector _protector = new(RandomNumberGenerator.GetBytes(SecretProtector.KeyBytes));

    [Theory]
    [InlineData("")]
    [InlineData("sk-1234")]
    [InlineData("päßwörd 密码")]
    public void Unprotect_WhatWasProtected_IsTheSecret(string secret)
    {
        var sealedSecret = _protector.Protect(secret, "owner");

        Assert.Equal(secret, _protector.Unprotect(sealedSecret, "owner"));
        Assert.NotEqual(sealedSecret, _protector.Protect(secret, "owner"));
    }

    [Fact]
    public void Unprotect_ForAnotherOwnerOrKeyOrChanged_Throws()
    {
        var sealedSecret = _protector.Protect("secret", "owner");
        var bytes = Convert.FromBase64String(sealedSecret);
        bytes[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => _protector.Unprotect(sealedSecret, "other"));
        Assert.ThrowsAny<CryptographicException>(() => new SecretProtector(new byte[SecretProtector.KeyBytes]).Unprotect(sealedSecret, "owner"));
        Assert.ThrowsAny<CryptographicException>(() => _protector.Unprotect(Convert.ToBase64String(bytes), "owner"));
        Assert.ThrowsAny<CryptographicException>(() => _protector.Unprotect("AA==", "owner"));
        Assert.ThrowsAny<CryptographicException>(() => _protector.Unprotect("no base64", "owner"));
    }

    [Fact]
    public void Open_KeyFile_IsMadeOnceAndOnlyItsOwnerReadsIt()
    {
        using var directory = new TemporaryDirectory();

        var keys = Enumerable.Range(0, 8).AsParallel().Select(_ => Convert.ToBase64String(SecretKeyFile.Open(directory.Path))).Distinct().ToList();

        Assert.Single(keys);
        var file = Assert.Single(Directory.GetFiles(directory.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Open_FileThatHoldsNoKey_SaysWhatToDo()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(directory.Path, "secrets.key"), "broken");

        var exception = Assert.Throws<IOException>(() => SecretKeyFile.Open(directory.Path));

        Assert.Contains("holds no key", exception.Message, StringComparison.Ordinal);
    }
}
