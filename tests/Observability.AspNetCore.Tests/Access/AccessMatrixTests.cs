using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Observability.Storage.InMemory;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>Who may come in: environment × address × host × forwarding × authorization.</summary>
public sealed class AccessMatrixTests
{
    private const string Local = "127.0.0.1";

    [Theory]
    [InlineData("Development", "127.0.0.1", "localhost:5000", null, true)]
    [InlineData("Development", "127.0.0.1", "127.0.0.1:5000", null, true)]
    [InlineData("Development", "127.8.0.1", "localhost", null, true)]
    [InlineData("Development", "::1", "[::1]:5000", null, true)]
    [InlineData("Development", "::ffff:127.0.0.1", "LOCALHOST", null, true)]
    [InlineData("Development", "127.0.0.1", "app.dev.localhost:5000", null, true)]
    [InlineData("Production", "127.0.0.1", "localhost:5000", null, false)]
    [InlineData("Staging", "127.0.0.1", "localhost:5000", null, false)]
    [InlineData("Development", "192.168.0.7", "localhost:5000", null, false)]
    [InlineData("Development", "::ffff:192.168.0.7", "localhost:5000", null, false)]
    [InlineData("Development", "none", "localhost:5000", null, false)]
    [InlineData("Development", "127.0.0.1", "evil.example", null, false)]
    [InlineData("Development", "127.0.0.1", "localhost.evil.example", null, false)]
    [InlineData("Development", "127.0.0.1", "evillocalhost", null, false)]
    [InlineData("Development", "127.0.0.1", "127.0.0.1.nip.io", null, false)]
    [InlineData("Development", "127.0.0.1", "192.168.0.7", null, false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "X-Forwarded-For: 127.0.0.1", false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "x-forwarded-host: localhost", false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "X-Forwarded-Proto: https", false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "X-Original-For: 127.0.0.1", false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "Forwarded: for=127.0.0.1", false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "Via: 1.1 proxy", false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "X-Real-IP: 127.0.0.1", false)]
    [InlineData("Development", "127.0.0.1", "localhost:5000", "CF-Connecting-IP: 127.0.0.1", false)]
    public async Task Request_WithoutAuthorization_IsAnsweredOnlyWhenLocal(string environment, string address, string host, string? header, bool isOpen)
    {
        await using var app = await StartAsync(environment);

        // The API, what it has no endpoint for, and the dashboard alike.
        foreach (var path in new[] { "health", "nothing-here", "/llm/traces" })
        {
            using var response = await SendAsync(app, path, address, host, header);

            Assert.Equal(isOpen, IsOurs(response));
        }
    }

    [Theory]
    [InlineData("Production", "203.0.113.9", "app.example", "X-Forwarded-For: 203.0.113.9", "ann", HttpStatusCode.OK)]
    [InlineData("Production", "203.0.113.9", "app.example", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", "127.0.0.1", "localhost", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Development", "127.0.0.1", "localhost", null, "ann", HttpStatusCode.OK)]
    public async Task Request_WithAuthorization_IsTheApplicationsDecision(string environment, string address, string host, string? header, string? user, HttpStatusCode expected)
    {
        await using var app = await StartAsync(environment, endpoints => endpoints.RequireAuthorization());

        using var response = await SendAsync(app, "health", address, host, header, user);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Request_WithAPolicy_IsTheApplicationsDecision()
    {
        var policy = new AuthorizationPolicyBuilder().RequireUserName("ann").Build();
        await using var app = await StartAsync("Production", endpoints => endpoints.RequireAuthorization(policy));

        using var allowed = await SendAsync(app, "health", "203.0.113.9", "app.example", user: "ann");
        using var refused = await SendAsync(app, "health", "203.0.113.9", "app.example", user: "bob");

        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Request_AnonymousAllowedAgain_StaysClosed()
    {
        await using var app = await StartAsync("Production", endpoints =>
        {
            endpoints.RequireAuthorization();
            endpoints.AllowAnonymous();
        });

        using var response = await SendAsync(app, "health", Local, "localhost");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Refusal_Repeated_IsExplainedOnce()
    {
        var log = new CollectingLoggerProvider();
        await using var app = await StartAsync("Production", log: log);

        for (var i = 0; i < 3; i++)
        {
            using var response = await SendAsync(app, "health", Local, "localhost");
        }

        var message = Assert.Single(log.Messages, message => message.Contains("answered a request with 404", StringComparison.Ordinal));
        Assert.Contains("the environment is not Development", message, StringComparison.Ordinal);
        Assert.Contains("app.MapLlmObservability(\"/llm\").RequireAuthorization()", message, StringComparison.Ordinal);
    }

    private static bool IsOurs(HttpResponseMessage response) => response.StatusCode != HttpStatusCode.NotFound || response.Content.Headers.ContentType?.MediaType == "application/json";

    private static Task<ApiHost> StartAsync(string environment, Action<IEndpointConventionBuilder>? endpoints = null, ILoggerProvider? log = null) => ApiHost.StartAsync(
        new InMemoryTraceStore(),
        environment,
        builder =>
        {
            builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>("Test", null);
            builder.Services.AddAuthorization();
            if (log is not null)
            {
                builder.Logging.AddProvider(log);
            }
        },
        app => app.Use(PretendAddress),
        endpoints);

    /// <summary>The one thing a real connection on this machine cannot have: another address.</summary>
    private static Task PretendAddress(HttpContext context, RequestDelegate next)
    {
        var address = context.Request.Headers["Test-Address"].ToString();
        context.Request.Headers.Remove("Test-Address");
        context.Connection.RemoteIpAddress = address == "none" ? null : IPAddress.Parse(address);
        return next(context);
    }

    private static Task<HttpResponseMessage> SendAsync(ApiHost app, string path, string address, string host, string? header = null, string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.Add("Test-Address", address);
        if (header?.Split(": ") is [var name, var value])
        {
            request.Headers.Add(name, value);
        }

        if (user is not null)
        {
            request.Headers.Add("Test-User", user);
        }

        return app.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
