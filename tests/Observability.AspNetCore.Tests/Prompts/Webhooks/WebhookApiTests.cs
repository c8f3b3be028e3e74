using System.Net;
using System.Text.Json;
using Observability.Storage.Catalog;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Prompts.Webhooks;

/// <summary>Webhooks over the API.</summary>
public sealed class WebhookApiTests
{
    [Fact]
    public async Task Webhook_Made_ShowsItsSecretOnceAndKeepsItEncrypted()
    {
        var store = new InMemoryTraceStore();
        await using var host = await WebhookHost.StartAsync(store);

        var (id, secret) = await host.CreateAsync("https://example.com/hook", new { actions = new[] { "created", "deleted" }, promptNames = new[] { "support/answer" } });

        Assert.Matches("^lf-whsec_[0-9a-f]{64}$", secret);
        var read = await host.Api.GetAsync($"prompt-webhooks/{id}");
        Assert.Equal("actions createdAt displaySecretKey enabled id promptNames source updatedAt url", read.Names());
        Assert.Equal("lf-whsec_..." + secret[^4..], read.GetProperty("displaySecretKey").GetString());
        Assert.Equal("""["created","deleted"]""", read.GetProperty("actions").GetRawText());
        Assert.DoesNotContain(secret[9..], (await host.Api.GetAsync("prompt-webhooks")).GetRawText(), StringComparison.Ordinal);
        var stored = (await store.ListAsync(new CatalogQuery { Collection = "prompt-webhooks" }, TestContext.Current.CancellationToken)).Items.Single();
        Assert.DoesNotContain(secret[9..], stored.Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_Changed_KeepsWhatIsLeftOut()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        var (id, _) = await host.CreateAsync(receiver.Url, new { promptNames = new[] { "p" }, actions = new[] { "created" } });

        var changed = await host.Api.SendAsync(HttpMethod.Patch, $"prompt-webhooks/{id}", new { enabled = false });
        Assert.Equal("""["p"]""", changed.GetProperty("promptNames").GetRawText());
        await host.ChangeAsync("p", "unseen");
        await host.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(receiver.Messages);
        await host.Api.SendAsync(HttpMethod.Patch, $"prompt-webhooks/{id}", new { enabled = true, promptNames = Array.Empty<string>() });
        await host.ChangeAsync("q", "seen");
        await host.PassAsync(TimeSpan.Zero);

        Assert.Equal(["created q 1"], receiver.Events);
    }

    [Fact]
    public async Task Secret_Rotated_SignsFromThenOn()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        var (id, old) = await host.CreateAsync(receiver.Url);

        var rotated = (await host.Api.SendAsync(HttpMethod.Post, $"prompt-webhooks/{id}/rotate")).GetProperty("secretKey").GetString()!;
        await host.ChangeAsync("p", "one");
        await host.PassAsync(TimeSpan.Zero);

        Assert.NotEqual(old, rotated);
        Assert.True(receiver.IsLastSignedWith(rotated));
        Assert.False(receiver.IsLastSignedWith(old));
    }

    [Fact]
    public async Task Test_OfAWebhook_SaysWhatTheReceiverAnswered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        var (id, secret) = await host.CreateAsync(receiver.Url);
        receiver.Answer(HttpStatusCode.Unauthorized);

        var refused = await host.Api.SendAsync(HttpMethod.Post, $"prompt-webhooks/{id}/test");
        var taken = await host.Api.SendAsync(HttpMethod.Post, $"prompt-webhooks/{id}/test");

        Assert.Equal((false, 401), (refused.GetProperty("delivered").GetBoolean(), refused.GetProperty("statusCode").GetInt32()));
        Assert.True(taken.GetProperty("delivered").GetBoolean());
        Assert.True(receiver.IsLastSignedWith(secret));
        Assert.Empty((await host.DeliveriesAsync(id)).EnumerateArray());
    }

    [Fact]
    public async Task Webhook_Deleted_IsGoneWithWhatWaits()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var store = new InMemoryTraceStore();
        await using var host = await WebhookHost.StartAsync(store);
        var (id, _) = await host.CreateAsync(receiver.Url);
        receiver.Answer(HttpStatusCode.InternalServerError);
        await host.ChangeAsync("p", "one");
        await host.PassAsync(TimeSpan.Zero);

        await host.Api.SendAsync(HttpMethod.Delete, $"prompt-webhooks/{id}");
        await host.PassAsync(TimeSpan.FromHours(1));

        Assert.Single(receiver.Messages);
        Assert.Empty((await store.ListAsync(new CatalogQuery { Collection = "prompt-webhook-deliveries" }, TestContext.Current.CancellationToken)).Items);
        await host.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"prompt-webhooks/{id}");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"url":"ftp://example.com"}""")]
    [InlineData("""{"url":"https://user:pw@example.com"}""")]
    [InlineData("""{"url":"http://localhost/hook"}""")]
    [InlineData("""{"url":"http://169.254.169.254/latest"}""")]
    [InlineData("""{"url":"http://[fd00::1]/"}""")]
    [InlineData("""{"url":"https://example.com","actions":["moved"]}""")]
    [InlineData("""{"url":"https://example.com","promptNames":["a|b"]}""")]
    public async Task Webhook_ThatMakesNoSenseOrIsPrivate_Is400(string body)
    {
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore(), allowsLoopback: false);

        await host.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "prompt-webhooks", JsonDocument.Parse(body).RootElement);
    }

    [Fact]
    public async Task Webhooks_MoreThanAProjectMayHave_AreRefused()
    {
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        for (var i = 0; i < 20; i++)
        {
            await host.CreateAsync($"https://example.com/{i}");
        }

        await host.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "prompt-webhooks", new { url = "https://example.com/more" });
    }
}
