using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Observability.Model;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.InMemory;
using Observability.Storage.Projects;
using Observability.Testing;

namespace Observability.AspNetCore.Tests.Access;

/// <summary>Every endpoint there is × every kind of key × both modes. The endpoints are enumerated, so that one that is added tomorrow is covered tomorrow.</summary>
public sealed class AuthorizationMatrixTests
{
    private const string Id = "id-in-the-first-project";
    private const string Content = "content of the first project";
    private const string SignIn = "POST /api/public/sign-in";

    // What needs no key where everything else does. A new entry here is a decision: it must show nothing of any project.
    private static readonly string[] Public =
    [
        "GET /api/public/health", "GET /api/public/ready", "GET /api/public/openapi.json", "GET /api/public/reference", "GET /api/public/reference.css",
        "GET /api/public/reference.svg", SignIn, "DELETE /api/public/sign-in",
    ];

    // What the public half of a key may do.
    private static readonly string[] ForPublicKeys = ["POST /api/public/scores", "POST /api/public/ingestion"];

    private static readonly string[] ForOrganizations = ["POST /api/public/projects"];

    [Theory]
    [InlineData("none")]
    [InlineData("wrong secret")]
    [InlineData("wrong key")]
    [InlineData("expired")]
    [InlineData("revoked")]
    [InlineData("of a deleted project")]
    [InlineData("not basic")]
    public async Task Endpoint_InServerModeWithoutAValidKey_Is401(string kind)
    {
        await using var host = await KeyHost.StartAsync();
        var credentials = await CredentialsAsync(host, kind);

        await ForEachAsync(host, credentials, (endpoint, response) =>
            endpoint.IsPage ? response.StatusCode != HttpStatusCode.Unauthorized
            : endpoint.IsOpen ? endpoint.Name == SignIn || response.StatusCode == HttpStatusCode.OK
            : response.StatusCode == HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("wrong secret")]
    [InlineData("expired")]
    [InlineData("revoked")]
    public async Task Endpoint_EmbeddedWithAKeyThatIsNotValid_Is401(string kind)
    {
        await using var host = await KeyHost.StartAsync(requireApiKey: false, environment: "Development");
        var credentials = await CredentialsAsync(host, kind);

        await ForEachAsync(host, credentials, (endpoint, response) => endpoint.IsPage || response.StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Endpoint_EmbeddedInProductionWithoutAKey_IsNotThere()
    {
        await using var host = await KeyHost.StartAsync(requireApiKey: false);

        await ForEachAsync(host, null, (_, response) => response.StatusCode == HttpStatusCode.NotFound && response.Content.Headers.ContentType is null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endpoint_WithThePublicKeyOnly_IsForScores(bool requireApiKey)
    {
        await using var host = await KeyHost.StartAsync(requireApiKey);
        var credentials = KeyHost.Bearer(await host.KeyAsync());

        await ForEachAsync(host, credentials, (endpoint, response) =>
            endpoint.IsPage || (endpoint.IsOpen || endpoint.IsFallback || ForPublicKeys.Contains(endpoint.Name) ? IsAdmitted(endpoint, response) : response.StatusCode == HttpStatusCode.Forbidden));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endpoint_WithAKeyOfItsProject_Answers(bool requireApiKey)
    {
        await using var host = await KeyHost.StartAsync(requireApiKey);
        var credentials = KeyHost.Basic(await host.KeyAsync());

        await ForEachAsync(host, credentials, (endpoint, response) =>
            endpoint.IsPage || (ForOrganizations.Contains(endpoint.Name) ? response.StatusCode == HttpStatusCode.Forbidden : IsAdmitted(endpoint, response)));
    }

    [Fact]
    public async Task Endpoint_WithAReadOnlyKey_ChangesNothing()
    {
        await using var host = await KeyHost.StartAsync();
        var credentials = KeyHost.Basic(await host.KeyAsync(ApiKeyScope.ReadOnly));

        await ForEachAsync(host, credentials, (endpoint, response) => endpoint.IsOpen || endpoint.IsFallback || endpoint.Method == "GET" || response.StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Endpoint_WithAKeyOfTheOrganization_IsForProjectsOnly()
    {
        await using var host = await KeyHost.StartAsync();
        var credentials = KeyHost.Basic(await host.KeyAsync(ApiKeyScope.Organization));

        await ForEachAsync(host, credentials, (endpoint, response) =>
            endpoint.IsPage || (endpoint.IsOpen || endpoint.IsFallback || endpoint.Name.Contains("/api/public/projects", StringComparison.Ordinal) || endpoint.Name == "GET /api/public/sign-in"
                ? IsAdmitted(endpoint, response)
                : response.StatusCode == HttpStatusCode.Forbidden));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endpoint_WithAKeyOfAnotherProject_NeitherShowsNorChangesThisOne(bool requireApiKey)
    {
        var store = await FillAsync();
        await using var host = await KeyHost.StartAsync(requireApiKey, store: store);
        var firstKey = await host.KeyAsync();
        var credentials = KeyHost.Basic(await host.KeyAsync(project: KeyHost.OtherProject));
        var before = await host.Keys.ListAllAsync(KeyHost.Project);

        await ForEachAsync(host, credentials, async (endpoint, response) =>
        {
            if (endpoint.IsPage || endpoint.IsStream)
            {
                return true;
            }

            // An answer may repeat the id it was asked for; what it says of its own accord must not hold it.
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return !body.Contains(Content, StringComparison.Ordinal) && (endpoint.HasParameters || !body.Contains(Id, StringComparison.Ordinal));
        });

        var project = new ProjectId(KeyHost.Project);
        Assert.NotNull(await store.GetTraceAsync(project, new TraceId(Id)));
        Assert.Single((await store.ListScoresAsync(new ScoreQuery { Project = project })).Items);
        Assert.NotNull(await store.GetAsync(project, Picture.Id));
        Assert.NotNull(await host.Projects.GetAsync(KeyHost.Project));
        Assert.Equal(before.Select(key => key.Id), (await host.Keys.ListAllAsync(KeyHost.Project)).Select(key => key.Id));
        using var own = await host.SendAsync(HttpMethod.Get, "traces", KeyHost.Basic(firstKey));
        Assert.Contains(Content, await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static readonly MediaContent Picture = new("image/png", System.Text.Encoding.UTF8.GetBytes(Content));

    private static async Task<InMemoryTraceStore> FillAsync()
    {
        var store = new InMemoryTraceStore();
        var project = new ProjectId(KeyHost.Project);
        await store.WriteAsync(new TelemetryBatch
        {
            Observations =
            [
                Some.Generation(Id, Id) with { Project = project, Name = Content, UserId = new UserId(Id), SessionId = new SessionId(Id), Input = Payload.FromText(Content) },
            ],
            Scores = [Some.Score(Id, Id) with { Project = project, Name = Content }],
        });
        await store.PutAsync(project, Picture);
        return store;
    }

    private static async Task<AuthenticationHeaderValue?> CredentialsAsync(KeyHost host, string kind)
    {
        var pair = await host.KeyAsync(expiresAt: kind == "expired" ? host.Time.GetUtcNow().AddMinutes(5) : null);
        if (kind is "expired" or "revoked" or "of a deleted project")
        {
            // It is in memory when it ends: the hard case.
            using var used = await host.SendAsync(HttpMethod.Get, "traces", KeyHost.Basic(pair));
            Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        }

        switch (kind)
        {
            case "none":
                return null;
            case "not basic":
                return new AuthenticationHeaderValue("Digest", "x");
            case "wrong secret":
                return KeyHost.Basic(pair with { SecretKey = ApiKeyPair.Generate().SecretKey });
            case "wrong key":
                return KeyHost.Basic(ApiKeyPair.Generate());
            case "expired":
                host.Time.Advance(TimeSpan.FromMinutes(5));
                break;
            case "revoked":
                await host.Keys.DeleteAsync((await host.Keys.FindByPublicKeyAsync(pair.PublicKey))!.Id);
                break;
            default:
                await host.Projects.BeginDeletionAsync(KeyHost.Project);
                break;
        }

        return KeyHost.Basic(pair);
    }

    // Whatever the endpoint makes of an empty body and unknown ids; a 404 without a body would be the guard's.
    private static bool IsAdmitted(Endpoint endpoint, HttpResponseMessage response) => endpoint.Name == SignIn || response.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => false,
        HttpStatusCode.NotFound => response.Content.Headers.ContentType is not null,
        var status => (int)status < 500,
    };

    private static Task ForEachAsync(KeyHost host, AuthenticationHeaderValue? credentials, Func<Endpoint, HttpResponseMessage, bool> isExpected) =>
        ForEachAsync(host, credentials, (endpoint, response) => Task.FromResult(isExpected(endpoint, response)));

    private static async Task ForEachAsync(KeyHost host, AuthenticationHeaderValue? credentials, Func<Endpoint, HttpResponseMessage, Task<bool>> isExpected)
    {
        var endpoints = host.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Endpoint.Of).OrderBy(endpoint => endpoint.EndsTheProject).ToList();
        Assert.True(endpoints.Count > 30, $"Only {endpoints.Count} endpoints were found.");
        List<string> wrong = [];
        foreach (var endpoint in endpoints)
        {
            using var body = endpoint.Method == "GET" ? null : new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"));
            using var response = await host.SendAsync(new HttpMethod(endpoint.Method), endpoint.Path, credentials, body);
            // What is allowed is in a signed address, and these have no signature: no key helps, and none is asked for.
            if (!(endpoint.IsSigned ? response.StatusCode == HttpStatusCode.Forbidden : await isExpected(endpoint, response)))
            {
                wrong.Add($"{endpoint.Name}: {(int)response.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>One method of one endpoint, and an address that leads to it: the ids in it are those of the first project's data.</summary>
    private sealed record Endpoint(string Name, string Method, string Path)
    {
        private const string Unmapped = "PROPFIND";

        public bool IsSigned => Name.EndsWith("/media/{mediaId}/file", StringComparison.Ordinal) && Method is ("GET" or "PUT");

        public bool IsPage => !Name.Contains("/api/public", StringComparison.Ordinal) && Method == "GET";

        public bool IsOpen => IsPage || Public.Contains(Name);

        public bool IsFallback => Method == Unmapped;

        public bool HasParameters => Name.Contains('{', StringComparison.Ordinal);

        public bool EndsTheProject => Name == "DELETE /api/public/projects/{projectId}";

        public bool IsStream => Name.Contains("/live/", StringComparison.Ordinal);

        public static IEnumerable<Endpoint> Of(RouteEndpoint endpoint)
        {
            var pattern = endpoint.RoutePattern.RawText!;
            Assert.StartsWith("/llm", pattern, StringComparison.Ordinal);

            // Without a method it answers for all the others: one that nothing is mapped for stands for them.
            IReadOnlyList<string> methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [Unmapped];
            return methods.Where(method => method != "HEAD").Select(method => new Endpoint($"{method} {pattern["/llm".Length..]}", method, PathOf(endpoint)));
        }

        private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "projectId" } => KeyHost.Project,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "mediaId" } => Picture.Id.Value,
            _ => Id,
        }))));
    }
}
