using Observability;
using Observability.Server;

if (args is ["--help" or "-h" or "-?", ..])
{
    await Console.Out.WriteLineAsync(ServerConfiguration.Usage);
    return;
}

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddServerSources(args);
var options = ServerOptions.Read(builder.Configuration);
builder.Configuration.AddEndpoints(options);
builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => KestrelLimits.Apply(kestrel, builder.Configuration));
using var judges = new JudgeModels(options.Guard);
builder.Services.AddLlmObservability(options.Apply).AddProjects().AddOnlineEvaluation(online => online.Connect = judges.Connect);

var app = builder.Build();
if (options.ForwardedHeaders is { } forwarded)
{
    app.UseForwardedHeaders(forwarded);
}

app.MapLlmObservability(options.BasePath, api => api.RequireApiKey = true);
await app.RunAsync();
