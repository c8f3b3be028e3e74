using System.Net;
using System.Net.Sockets;
using Observability.Remote.Egress;

namespace Observability.Tests.Remote.Egress;

public sealed class PrivateNetworkGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:db8::1")]
    public void Allows_AddressThatIsNotPublic_IsFalse(string address) => Assert.False(new PrivateNetworkGuard().Allows("some.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("::ffff:8.8.8.8")]
    public void Allows_PublicAddress_IsTrue(string address) => Assert.True(new PrivateNetworkGuard().Allows("some.example", IPAddress.Parse(address)));

    [Theory]
    [InlineData("ollama.internal", "ollama.internal", "10.0.0.7", true)]
    [InlineData("ollama.internal", "other.internal", "10.0.0.7", false)]
    [InlineData("10.0.0.7", "any.example", "10.0.0.7", true)]
    [InlineData("10.0.0.7", "any.example", "::ffff:10.0.0.7", true)]
    [InlineData("10.0.0.7", "any.example", "10.0.0.8", false)]
    [InlineData("10.0.0.0/8", "any.example", "10.200.0.1", true)]
    [InlineData("fd00::/8", "any.example", "fd12::1", true)]
    [InlineData("10.0.0.0/8", "any.example", "127.0.0.1", false)]
    public void Allows_AddressOnTheList_IsTrue(string allowed, string host, string address, bool expected) =>
        Assert.Equal(expected, new PrivateNetworkGuard([allowed]).Allows(host, IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://localhost/x")]
    [InlineData("http://127.0.0.1:8080/x")]
    [InlineData("http://2130706433/x")]
    [InlineData("http://0x7f.1/x")]
    [InlineData("http://[::1]/x")]
    [InlineData("http://[::ffff:169.254.169.254]/latest/meta-data")]
    public async Task Request_ToAPrivateAddress_NeverConnects(string address)
    {
        using var client = new HttpClient(new PrivateNetworkGuard().CreateHandler());

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(address), TestContext.Current.CancellationToken));

        Assert.Contains("AllowedPrivateHosts", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AllowedPrivateHosts", new PrivateNetworkGuard().Refusal(new Uri(address)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ToAnAllowedAddress_Connects()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new HttpClient(new PrivateNetworkGuard(["localhost", "127.0.0.0/8"]).CreateHandler());
        var request = client.GetAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), TestContext.Current.CancellationToken);

        using (var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            await connection.GetStream().WriteAsync("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            using var response = await request;

            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        }
    }
}
