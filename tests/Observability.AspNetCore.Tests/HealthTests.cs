using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Tests.Access;
using Observability.Storage;
using Observability.Storage.InMemory;
using Observability.Testing;

namespace Observability.AspNetCore.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData("health")]
    [InlineData("ready")]
    public async Task Health_StoreAnswers_IsGreen(string path)
    {
        await using var host = await KeyHost.StartAsync();

        using var response = await host.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"status\":\"OK\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("ready")]
    public async Task Health_StoreDoesNotOpen_IsRedAndSaysNothingOfIt(string path)
    {
        await using var host = await ApiHost.StartAsync(() => throw new IOException("the secret path /var/x"), "Production", api: options => options.RequireApiKey = true);

        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("""{"message":"The store does not answer.","error":"ServiceUnavailableError"}""", body);
    }

    [Fact]
    public async Task Health_WritesFail_IsRedUntilOneSucceeds()
    {
        var failing = new FailingWrites(new InMemoryTraceStore());
        await using var host = await ApiHost.StartAsync(failing, services: builder => builder.Services.Configure<LlmObservabilityOptions>(options => options.RetryFor = TimeSpan.Zero));
        var observability = host.Observability;

        failing.Failure = new IOException("disk full");
        await Assert.ThrowsAsync<IOException>(() => observability.SubmitAsync(new TelemetryBatch { Observations = [Some.Span("t", "o")] }));
        await host.RefusedAsync(HttpStatusCode.ServiceUnavailable, HttpMethod.Get, "health");

        failing.Failure = null;
        await observability.SubmitAsync(new TelemetryBatch { Observations = [Some.Span("t", "o")] });
        await host.GetAsync("health");
    }
}
