using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Observability.Storage.Catalog;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Projects;

/// <summary>Makes the project and the keys that configuration names; where it names no key and the store has none, one that is shown on the console once.</summary>
internal sealed partial class ProjectBootstrap(
    IOptions<LlmObservabilityBootstrapOptions> options,
    IOptions<LlmObservabilityOptions> observability,
    ProjectRepository projects,
    ApiKeyRepository keys,
    ILogger<ProjectBootstrap> logger)
{
    private LlmObservabilityBootstrapOptions Options => options.Value;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var project = await EnsureProjectAsync(cancellationToken).ConfigureAwait(false);
        await EnsureKeyAsync(Options.OrganizationKey, null, ApiKeyScope.Organization, cancellationToken).ConfigureAwait(false);
        if (Options.ProjectKey is { } pair)
        {
            await EnsureKeyAsync(pair, project.Id, ApiKeyScope.Full, cancellationToken).ConfigureAwait(false);
        }
        else if (!await keys.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            await ShowNewKeyAsync(project, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Project> EnsureProjectAsync(CancellationToken cancellationToken)
    {
        var id = Said(Options.ProjectId) ?? observability.Value.Project.Value;
        var organization = Said(Options.OrganizationId) ?? Organization.Default.Id;
        var project = new Project
        {
            Id = id,
            Name = Said(Options.ProjectName) ?? id,
            Organization = new Organization(organization, Said(Options.OrganizationName) ?? organization),
            RetentionDays = Options.RetentionDays,
        };
        await projects.EnsureAsync(project, cancellationToken).ConfigureAwait(false);
        return project;
    }

    private async Task EnsureKeyAsync(ApiKeyPair? pair, string? projectId, ApiKeyScope scope, CancellationToken cancellationToken)
    {
        if (pair is null)
        {
            return;
        }

        if (await keys.FindByPublicKeyAsync(pair.PublicKey, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            await keys.CreateAsync(new NewApiKey { ProjectId = projectId, Pair = pair, Scope = scope, Note = "Made at start from the configuration" }, cancellationToken).ConfigureAwait(false);
        }
        else if (known.ProjectId != projectId || known.Scope != scope)
        {
            KeyBelongsElsewhere(logger, pair.PublicKey, known.ProjectId ?? "the organization");
        }
        else
        {
            await keys.ChangeSecretAsync(known.Id, pair, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ShowNewKeyAsync(Project project, CancellationToken cancellationToken)
    {
        var pair = ApiKeyPair.Generate();
        await keys.CreateAsync(new NewApiKey { ProjectId = project.Id, Pair = pair, Note = "Made at the first start" }, cancellationToken).ConfigureAwait(false);

        // To the console and nowhere else: log lines are kept, shipped and searched.
        await Options.Console.WriteLineAsync($"""

            No API key is configured and the store has none, so this one was made for the project '{project.Id}'. It is shown only now:

              LANGFUSE_PUBLIC_KEY={pair.PublicKey}
              LANGFUSE_SECRET_KEY={pair.SecretKey}

            """).ConfigureAwait(false);
        await Options.Console.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string? Said(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "The configured API key {PublicKey} exists already and belongs to {Owner}. It was left as it is: configure another pair.")]
    private static partial void KeyBelongsElsewhere(ILogger logger, string publicKey, string owner);
}
