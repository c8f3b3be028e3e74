using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Observability.AspNetCore.Projects;
using Observability.AspNetCore.Tests.Access;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Tests.Projects;

/// <summary>What is there from the first start.</summary>
public sealed class BootstrapTests
{
    private static readonly ApiKeyPair Chosen = new("pk-lf-0123456789ab", "sk-lf-0123456789ab");

    private readonly InMemoryTraceStore _store = new();
    private readonly StringWriter _console = new();
    private readonly CollectingLoggerProvider _log = new();

    [Fact]
    public async Task Start_WithLangfuseNames_MakesProjectAndKey()
    {
        await using var host = await StartAsync(
            ("LANGFUSE_INIT_ORG_ID", "acme"), ("LANGFUSE_INIT_ORG_NAME", "Acme"), ("LANGFUSE_INIT_PROJECT_ID", "support"), ("LANGFUSE_INIT_PROJECT_NAME", "Support"),
            ("LANGFUSE_INIT_PROJECT_RETENTION", "30"), ("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", Chosen.PublicKey), ("LANGFUSE_INIT_PROJECT_SECRET_KEY", Chosen.SecretKey));

        using var response = await host.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic(Chosen));

        Assert.Equal(
            """{"data":[{"id":"support","name":"Support","organization":{"id":"acme","name":"Acme"},"metadata":{},"retentionDays":30}]}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", _console.ToString());
    }

    [Fact]
    public async Task Start_OurSectionBesideLangfuseNames_GoesFirst()
    {
        await using var host = await StartAsync(
            ("LANGFUSE_INIT_PROJECT_ID", "theirs"), ("LlmObservability:Bootstrap:ProjectId", "ours"),
            ("LlmObservability:Bootstrap:PublicKey", Chosen.PublicKey), ("LlmObservability:Bootstrap:SecretKey", Chosen.SecretKey),
            ("LlmObservability:Bootstrap:OrganizationPublicKey", "pk-lf-organization"), ("LlmObservability:Bootstrap:OrganizationSecretKey", "sk-lf-organization"));

        using var own = await host.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic(Chosen));
        using var all = await host.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic("pk-lf-organization:sk-lf-organization"));

        Assert.Contains("\"id\":\"ours\"", await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"id\":\"second\"", await all.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAnyKey_ShowsOneOnTheConsoleOnceAndNeverInTheLog()
    {
        string[] lines;
        await using (var first = await StartAsync())
        {
            lines = _console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        var publicKey = lines.Single(line => line.StartsWith("LANGFUSE_PUBLIC_KEY=", StringComparison.Ordinal))["LANGFUSE_PUBLIC_KEY=".Length..];
        var secretKey = lines.Single(line => line.StartsWith("LANGFUSE_SECRET_KEY=", StringComparison.Ordinal))["LANGFUSE_SECRET_KEY=".Length..];
        _console.GetStringBuilder().Clear();
        await using var second = await StartAsync();
        using var response = await second.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic($"{publicKey}:{secretKey}"));

        Assert.Contains("\"id\":\"default\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("", _console.ToString());
        Assert.DoesNotContain(_log.Messages, message => message.Contains(secretKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithAnotherSecretForThePublicKey_ReplacesIt()
    {
        await using (await StartAsync(("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", Chosen.PublicKey), ("LANGFUSE_INIT_PROJECT_SECRET_KEY", Chosen.SecretKey)))
        {
        }

        await using var host = await StartAsync(("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", Chosen.PublicKey), ("LANGFUSE_INIT_PROJECT_SECRET_KEY", "sk-lf-another-secret"));
        using var old = await host.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic(Chosen));
        using var changed = await host.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic(Chosen with { SecretKey = "sk-lf-another-secret" }));

        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task Start_WithAKeyOfAnotherProject_LeavesItAndSaysSo()
    {
        await using (await StartAsync(("LANGFUSE_INIT_PROJECT_ID", "a"), ("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", Chosen.PublicKey), ("LANGFUSE_INIT_PROJECT_SECRET_KEY", Chosen.SecretKey)))
        {
        }

        await using var host = await StartAsync(("LANGFUSE_INIT_PROJECT_ID", "b"), ("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", Chosen.PublicKey), ("LANGFUSE_INIT_PROJECT_SECRET_KEY", Chosen.SecretKey));
        using var response = await host.SendAsync(HttpMethod.Get, "projects", KeyHost.Basic(Chosen));

        Assert.Contains("\"id\":\"a\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(_log.Messages, message => message.Contains("belongs to a", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LANGFUSE_INIT_PROJECT_ID", "a/b", "ProjectId")]
    [InlineData("LANGFUSE_INIT_PROJECT_ID", "$server", "ProjectId")]
    [InlineData("LANGFUSE_INIT_PROJECT_RETENTION", "0", "RetentionDays")]
    [InlineData("LANGFUSE_INIT_PROJECT_SECRET_KEY", "sk-lf-a-secret-alone", "SecretKey")]
    public async Task Start_WithAnInvalidValue_NamesTheKeyAndNoSecret(string name, string value, string option)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync((name, value)));

        Assert.Contains("LlmObservability:Bootstrap:" + option, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-alone", exception.Message, StringComparison.Ordinal);
    }

    private async Task<KeyHost> StartAsync(params (string Name, string Value)[] configuration)
    {
        var host = await KeyHost.StartAsync(
            store: _store,
            services: builder =>
            {
                builder.Configuration.AddInMemoryCollection(configuration.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
                builder.Logging.AddProvider(_log);
                builder.Services.AddLlmObservability().AddProjects(options => options.Console = _console);
            });
        await host.Host.Services.GetRequiredService<ProjectMaintenance>().Ready.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return host;
    }
}
