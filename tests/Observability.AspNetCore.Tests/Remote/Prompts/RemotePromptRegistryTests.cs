using Observability.Prompts;
using Observability.Storage.Conformance;

namespace Observability.AspNetCore.Tests.Remote.Prompts;

/// <summary>A registry over a server of ours does what one over a store does.</summary>
public sealed class RemotePromptRegistryTests : PromptRegistryConformance, IAsyncLifetime
{
    private PromptServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PromptServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Prompts_WithAWrongKey_AreUnavailableAndNotMissing()
    {
        await _server.Kept.CreateAsync(new PromptDraft { Name = "p", Content = "one", Labels = ["production"] });
        var prompts = _server.StartApplication(TimeSpan.Zero, secretKey: "sk-lf-wrong").Prompts;

        var refused = await Assert.ThrowsAsync<PromptException>(async () => await prompts.GetAsync("p"));

        Assert.Equal(PromptFault.Unavailable, refused.Fault);
        Assert.Contains("Check the public and the secret key", refused.Message, StringComparison.Ordinal);
    }

    protected override IPromptRegistry CreateRegistry() => _server.StartApplication(TimeSpan.Zero).Prompts;
}
