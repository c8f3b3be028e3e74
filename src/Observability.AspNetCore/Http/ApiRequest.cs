using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Observability.AspNetCore.Access;
using Observability.AspNetCore.Query;
using Observability.Evaluation.Json;
using Observability.Model;
using Observability.Prompts.Caching;
using Observability.Storage;
using Observability.Storage.Catalog;
using Observability.Storage.Datasets;
using Observability.Storage.Secrets;

namespace Observability.AspNetCore.Http;

/// <summary>What an endpoint works with: the project the request may see, its query and the stores.</summary>
internal sealed class ApiRequest
{
    private const string Root = "/api/public";

    private ApiRequest(HttpContext http)
    {
        Http = http;
        Query = new QueryReader(http.Request.Query);
        Caller = http.Features.Get<Caller>() ?? Caller.Anonymous;
    }

    public HttpContext Http { get; }

    /// <summary>Who makes the request and what it may do.</summary>
    public Caller Caller { get; }

    /// <summary>The only project this request reads and writes.</summary>
    /// <exception cref="ApiException">The caller has none.</exception>
    public ProjectId Project => Caller.Project ?? throw ApiException.Forbidden(Refusals.OrganizationKey);

    public QueryReader Query { get; }

    public ITraceStore Store => Http.RequestServices.GetRequiredService<ITraceStore>();

    /// <summary>Where media are; null when the destination keeps none.</summary>
    public IMediaStore? Media
    {
        get
        {
            try
            {
                return Http.RequestServices.GetService<IMediaStore>();
            }
            catch (InvalidOperationException)
            {
                // How the registration says that the configured destination has no media.
                return null;
            }
        }
    }

    /// <summary>Where everything that is not telemetry is.</summary>
    /// <exception cref="ApiException">The destination keeps none.</exception>
    public ICatalogStore Catalog
    {
        get
        {
            try
            {
                return Http.RequestServices.GetRequiredService<ICatalogStore>();
            }
            catch (InvalidOperationException exception)
            {
                throw ApiException.NotSupported(exception.Message);
            }
        }
    }

    /// <summary>Now, as the catalog keeps it.</summary>
    public DateTimeOffset Now => Time.GetCatalogNow();

    /// <summary>Encrypts what is secret in the catalog.</summary>
    /// <exception cref="ApiException">There is no key.</exception>
    public SecretProtector Secrets
    {
        get
        {
            try
            {
                return Observability.Secrets;
            }
            catch (InvalidOperationException exception)
            {
                throw ApiException.NotSupported(exception.Message);
            }
        }
    }

    public DatasetRepository Datasets => new(Catalog, Time, JsonSchemaItemValidator.Instance);

    public LlmObservability Observability => Http.RequestServices.GetRequiredService<LlmObservability>();

    public TraceFeed Feed => Observability.Feed;

    /// <summary>The prompts of the project.</summary>
    /// <exception cref="ApiException">The destination keeps none.</exception>
    public IPromptSource Prompts
    {
        get
        {
            try
            {
                return Observability.PromptsOf(Project);
            }
            catch (InvalidOperationException exception)
            {
                throw ApiException.NotSupported(exception.Message);
            }
        }
    }

    public TimeProvider Time => Http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Binds the parameter of that type; ASP.NET Core calls it.</summary>
    public static ValueTask<ApiRequest?> BindAsync(HttpContext context) => new(new ApiRequest(context));

    /// <summary>The id in a segment of the path: servers leave an encoded slash as it is, and ids of other SDKs may hold one.</summary>
    public static string Id(string segment)
    {
        var id = segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return string.IsNullOrWhiteSpace(id) ? throw ApiException.NotFound("Not Found") : id;
    }

    /// <summary>The values of one kind in the catalog.</summary>
    public DocumentCollection<T> Collection<T>(CollectionSchema<T> schema) => new(Catalog, schema);

    /// <summary>The address of another path of the API, as this client reaches it.</summary>
    public string UrlOf(string path)
    {
        var request = Http.Request;
        var own = request.Path.Value!;
        var root = request.PathBase.Add(own[..(own.IndexOf(Root, StringComparison.OrdinalIgnoreCase) + Root.Length)]);
        return $"{request.Scheme}://{request.Host.ToUriComponent()}{root.ToUriComponent()}/{path}";
    }

    /// <summary>Reads the store; what it says about a query that makes no sense goes back to the client.</summary>
    public Task<T> ReadAsync<T>(Func<ITraceReader, CancellationToken, Task<T>> read)
    {
        var store = Store;
        return TryAsync(() => read(store, Aborted));
    }

    /// <summary>Does something; what breaks a rule goes back to the client as the rule says it.</summary>
    public static async Task<T> TryAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            // The name of the store's parameter, which the framework appends, means nothing to the client.
            throw ApiException.Invalid(exception.Message.Split(" (Parameter '", 2)[0]);
        }
    }

    /// <summary>Sends records through the pipeline, redacted like everything captured; they are durable when it returns, and the live views know.</summary>
    public Task WriteAsync(TelemetryBatch batch) => Observability.SubmitAsync(batch, Aborted);
}
