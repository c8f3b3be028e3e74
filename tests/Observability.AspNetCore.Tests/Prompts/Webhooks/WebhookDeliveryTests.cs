using System.Net;
using Microsoft.Extensions.Time.Testing;
using Observability.Model;
using Observability.Prompts;
using Observability.Storage.InMemory;
using Observability.Storage.LiteDb;

namespace Observability.AspNetCore.Tests.Prompts.Webhooks;

/// <summary>Messages to a real receiver.</summary>
public sealed class WebhookDeliveryTests
{
    [Fact]
    public async Task Change_OfAPrompt_IsToldInTheShapeOfTheWireAndSigned()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        var (_, secret) = await host.CreateAsync(receiver.Url);

        await host.Prompts.CreateAsync(
            new PromptDraft { Name = "support/answer", Content = "Hi {{x}} é", Labels = ["production"], Tags = ["a"], Config = Payload.Parse("""{"model":"m"}"""), CommitMessage = "First." },
            new PromptEdit { Author = "ana" }, TestContext.Current.CancellationToken);
        await host.PassAsync(TimeSpan.Zero);

        var message = Assert.Single(receiver.Messages);
        Assert.True(receiver.IsLastSignedWith(secret));
        Assert.Equal("action apiVersion id prompt timestamp type user", message.Names());
        Assert.Equal(("prompt-version", "v1", "created", "ana"), (message.GetProperty("type").GetString(), message.GetProperty("apiVersion").GetString(), message.GetProperty("action").GetString(), message.GetProperty("user").GetProperty("name").GetString()));
        var prompt = message.GetProperty("prompt");
        Assert.Equal("commitMessage config createdAt createdBy id labels name projectId prompt tags type updatedAt version", prompt.Names());
        Assert.Equal("""["production","latest"]""", prompt.GetProperty("labels").GetRawText());
        var read = await host.Api.GetAsync("v2/prompts/support%2Fanswer");
        Assert.All(prompt.EnumerateObject(), member => Assert.Equal(read.GetProperty(member.Name).ToString(), member.Value.ToString()));
    }

    [Fact]
    public async Task Changes_OfEveryKind_TellOfTheVersionsTheyTouch()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        await host.CreateAsync(receiver.Url);
        var stopping = TestContext.Current.CancellationToken;

        async Task<string> ToldAsync(Func<Task> change)
        {
            var before = receiver.Events.Count;
            await change();
            await host.PassAsync(TimeSpan.FromMilliseconds(1));
            return string.Join(", ", receiver.Events.Skip(before).Order());
        }

        Assert.Equal("created p 1", await ToldAsync(() => host.ChangeAsync("p", "one", "production")));
        Assert.Equal("created p 2, updated p 1", await ToldAsync(() => host.ChangeAsync("p", "two")));
        Assert.Equal("updated p 1, updated p 2", await ToldAsync(() => host.Prompts.MoveLabelsAsync("p", 2, ["production"], cancellationToken: stopping)));
        Assert.Equal("updated p 2", await ToldAsync(() => host.Prompts.SetTagsAsync("p", ["t"], cancellationToken: stopping)));
        Assert.Equal("updated p 2", await ToldAsync(() => host.Prompts.SetSplitAsync("p", "production", new PromptSplit([new PromptArm(1, 0.1)]), cancellationToken: stopping)));
        Assert.Equal("", await ToldAsync(() => host.Prompts.SetProtectionAsync("production", true, cancellationToken: stopping)));
        Assert.Equal("deleted p 1", await ToldAsync(() => host.Prompts.DeleteAsync("p", version: 1, edit: new PromptEdit { OverridesProtection = true }, cancellationToken: stopping)));
        Assert.Equal("deleted p 2", await ToldAsync(() => host.Prompts.DeleteAsync("p", edit: new PromptEdit { OverridesProtection = true }, cancellationToken: stopping)));
        Assert.Equal("two", receiver.Messages[^1].GetProperty("prompt").GetProperty("prompt").GetString());
    }

    [Fact]
    public async Task Receiver_ThatFails_IsAskedAgainWithBackoffAndTheSameId()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        var (id, _) = await host.CreateAsync(receiver.Url);
        receiver.Answer(HttpStatusCode.InternalServerError, HttpStatusCode.Found);

        await host.ChangeAsync("p", "one");
        await host.PassAsync(TimeSpan.Zero);
        var failed = (await host.DeliveriesAsync(id))[0];
        Assert.Equal(("PENDING", 1, 500), (failed.GetProperty("status").GetString(), failed.GetProperty("attempts").GetInt32(), failed.GetProperty("statusCode").GetInt32()));
        Assert.Equal("The receiver answered 500; anything but 2xx counts as not taken.", failed.GetProperty("reason").GetString());
        await host.PassAsync(TimeSpan.FromSeconds(4));
        Assert.Single(receiver.Messages);

        await host.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, receiver.Messages.Count);
        await host.PassAsync(TimeSpan.FromSeconds(9));
        Assert.Equal(2, receiver.Messages.Count);
        await host.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(3, receiver.Messages.Count);
        Assert.Single(receiver.Messages.Select(message => message.GetProperty("id").GetString()).Distinct());
        var delivered = (await host.DeliveriesAsync(id))[0];
        Assert.Equal("DELIVERED 3 200 ", $"{delivered.GetProperty("status")} {delivered.GetProperty("attempts")} {delivered.GetProperty("statusCode")} {delivered.GetProperty("reason")}");
    }

    [Fact]
    public async Task Receiver_ThatFailsForADay_IsGivenUp()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        var (id, _) = await host.CreateAsync(receiver.Url);
        receiver.Answer([.. Enumerable.Repeat(HttpStatusCode.BadGateway, 100)]);
        await host.ChangeAsync("p", "one");
        await host.PassAsync(TimeSpan.Zero);

        for (var hour = 0; hour < 26; hour++)
        {
            await host.PassAsync(TimeSpan.FromHours(1));
        }

        var delivery = (await host.DeliveriesAsync(id))[0];
        Assert.Equal("FAILED", delivery.GetProperty("status").GetString());
        Assert.Equal(receiver.Messages.Count, delivery.GetProperty("attempts").GetInt32());
        Assert.InRange(receiver.Messages.Count, 20, 30);
    }

    [Fact]
    public async Task Changes_OfOnePrompt_ArriveInOrderAndHoldUpNoOther()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore());
        await host.CreateAsync(receiver.Url, new { actions = new[] { "created" } });
        receiver.Answer(HttpStatusCode.ServiceUnavailable);
        await host.ChangeAsync("p", "one");
        await host.PassAsync(TimeSpan.Zero);

        await host.ChangeAsync("p", "two");
        await host.ChangeAsync("q", "one");
        await host.ChangeAsync("p", "three");
        await host.PassAsync(TimeSpan.Zero);
        Assert.Equal(["created p 1", "created q 1"], receiver.Events);
        await host.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["created p 1", "created q 1", "created p 1", "created p 2", "created p 3"], receiver.Events);
    }

    [Fact]
    public async Task Process_ThatEndsBeforeItSends_LosesNothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var directory = Directory.CreateTempSubdirectory("webhooks-").FullName;
        var time = new FakeTimeProvider(Telemetry.Start);
        try
        {
            await using (var first = await WebhookHost.StartAsync(LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = directory }), time))
            {
                await first.CreateAsync(receiver.Url);
                receiver.Answer(HttpStatusCode.InternalServerError);
                await first.ChangeAsync("p", "one");
                await first.PassAsync(TimeSpan.Zero);
                await first.ChangeAsync("p", "two");
            }

            var sent = receiver.Events.Count;
            time.Advance(TimeSpan.FromMinutes(2));
            await using var second = await WebhookHost.StartAsync(LiteDbTraceStore.Open(new LiteDbTraceStoreOptions { Directory = directory }), time);
            await second.PassAsync(TimeSpan.Zero);

            Assert.Equal(["created p 1", "created p 2", "updated p 1"], receiver.Events.Skip(sent).Order());
            Assert.Equal("created p 1", receiver.Events[sent]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Webhook_OfTheCode_IsTrustedAndReadOnlyInTheApi()
    {
        const string Secret = "a-secret-of-the-code-1234";
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await WebhookHost.StartAsync(new InMemoryTraceStore(), allowsLoopback: false, configure: options => options.AddPromptWebhook(receiver.Url, Secret));

        await host.ChangeAsync("p", "one");
        await host.PassAsync(TimeSpan.Zero);

        Assert.Equal(["created p 1"], receiver.Events);
        Assert.True(receiver.IsLastSignedWith(Secret));
        var webhook = (await host.Api.GetAsync("prompt-webhooks")).GetProperty("data")[0];
        Assert.Equal(("CODE", "...1234"), (webhook.GetProperty("source").GetString(), webhook.GetProperty("displaySecretKey").GetString()));
        await host.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Patch, $"prompt-webhooks/{webhook.GetProperty("id")}", new { url = "https://example.com" });
    }

    [Fact]
    public async Task Address_ThatIsNoLongerAllowed_IsRefusedWhenItIsConnectedTo()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var store = new InMemoryTraceStore();
        string id;
        await using (var open = await WebhookHost.StartAsync(store))
        {
            (id, _) = await open.CreateAsync(receiver.Url);
        }

        await using var host = await WebhookHost.StartAsync(store, allowsLoopback: false);
        await host.ChangeAsync("p", "one");
        await host.PassAsync(TimeSpan.Zero);

        var delivery = (await host.DeliveriesAsync(id))[0];
        Assert.Contains("AllowedPrivateHosts", delivery.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(receiver.Messages);
    }
}
