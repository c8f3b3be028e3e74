using Microsoft.Extensions.Configuration;
using Observability.Storage.Projects;

namespace Observability;

/// <summary>The project and keys that are there from the first start. Configuration section <c>LlmObservability:Bootstrap</c>, then the names that Langfuse uses, <c>LANGFUSE_INIT_*</c>.</summary>
public sealed class LlmObservabilityBootstrapOptions
{
    /// <summary>The configuration section: <c>LlmObservability:Bootstrap</c>.</summary>
    public const string SectionName = LlmObservabilityOptions.SectionName + ":Bootstrap";

    /// <summary>The id of the organization that owns the projects.</summary>
    /// <value><c>default</c>, or <c>LANGFUSE_INIT_ORG_ID</c>.</value>
    public string? OrganizationId { get; set; }

    /// <summary>The name of the organization.</summary>
    /// <value>Its id, or <c>LANGFUSE_INIT_ORG_NAME</c>.</value>
    public string? OrganizationName { get; set; }

    /// <summary>The id of the project; it is made when it is not there.</summary>
    /// <value>The project of the process, <c>default</c>, or <c>LANGFUSE_INIT_PROJECT_ID</c>.</value>
    public string? ProjectId { get; set; }

    /// <summary>The name of the project, when it is made.</summary>
    /// <value>Its id, or <c>LANGFUSE_INIT_PROJECT_NAME</c>.</value>
    public string? ProjectName { get; set; }

    /// <summary>How many days the project keeps telemetry, when it is made.</summary>
    /// <value>null, which keeps it as long as the store does, or <c>LANGFUSE_INIT_PROJECT_RETENTION</c>; from 1 to 36,500.</value>
    public int? RetentionDays { get; set; }

    /// <summary>The public key of the project's key: <c>pk-lf-</c> and at least ten more characters.</summary>
    /// <value>null, or <c>LANGFUSE_INIT_PROJECT_PUBLIC_KEY</c>.</value>
    public string? PublicKey { get; set; }

    /// <summary>The secret key of the project's key: <c>sk-lf-</c> and at least ten more characters. A new value replaces the secret of <see cref="PublicKey"/>.</summary>
    /// <value>null, or <c>LANGFUSE_INIT_PROJECT_SECRET_KEY</c>. Without a pair, and while the store has no key at all, one is generated and shown on the console once.</value>
    public string? SecretKey { get; set; }

    /// <summary>The public key of a key of the organization, which makes projects and keys and sees nothing inside them.</summary>
    /// <value>null: there is none.</value>
    public string? OrganizationPublicKey { get; set; }

    /// <summary>The secret key of <see cref="OrganizationPublicKey"/>.</summary>
    /// <value>null.</value>
    public string? OrganizationSecretKey { get; set; }

    internal TextWriter Console { get; set; } = System.Console.Out;

    internal ApiKeyPair? ProjectKey => Pair(PublicKey, SecretKey);

    internal ApiKeyPair? OrganizationKey => Pair(OrganizationPublicKey, OrganizationSecretKey);

    internal void Bind(IConfiguration configuration)
    {
        OrganizationId = configuration["LANGFUSE_INIT_ORG_ID"];
        OrganizationName = configuration["LANGFUSE_INIT_ORG_NAME"];
        ProjectId = configuration["LANGFUSE_INIT_PROJECT_ID"];
        ProjectName = configuration["LANGFUSE_INIT_PROJECT_NAME"];
        PublicKey = configuration["LANGFUSE_INIT_PROJECT_PUBLIC_KEY"];
        SecretKey = configuration["LANGFUSE_INIT_PROJECT_SECRET_KEY"];
        RetentionDays = string.IsNullOrEmpty(configuration["LANGFUSE_INIT_PROJECT_RETENTION"]) ? null : configuration.GetValue<int>("LANGFUSE_INIT_PROJECT_RETENTION");
        configuration.GetSection(SectionName).Bind(this);
    }

    private static ApiKeyPair? Pair(string? publicKey, string? secretKey) =>
        string.IsNullOrEmpty(publicKey) && string.IsNullOrEmpty(secretKey) ? null : new ApiKeyPair(publicKey ?? "", secretKey ?? "");
}
