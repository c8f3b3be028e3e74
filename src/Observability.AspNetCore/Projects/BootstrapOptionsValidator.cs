using Microsoft.Extensions.Options;
using Observability.Storage.Projects;

namespace Observability.AspNetCore.Projects;

/// <summary>Checks the bootstrap once, at start, and lists every error with its configuration key.</summary>
internal sealed class BootstrapOptionsValidator : IValidateOptions<LlmObservabilityBootstrapOptions>
{
    private const string Section = LlmObservabilityBootstrapOptions.SectionName;

    public ValidateOptionsResult Validate(string? name, LlmObservabilityBootstrapOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(LlmObservabilityBootstrapOptions options)
    {
        if (!string.IsNullOrEmpty(options.ProjectId) && !ProjectIds.IsValid(options.ProjectId))
        {
            yield return $"{Section}:{nameof(options.ProjectId)} is \"{options.ProjectId}\". {ProjectIds.Rule}";
        }

        if (options.RetentionDays is { } days and (< 1 or > ProjectIds.MaxRetentionDays))
        {
            yield return $"{Section}:{nameof(options.RetentionDays)} is \"{days}\". Use a value from 1 to {ProjectIds.MaxRetentionDays}, or leave it out.";
        }

        foreach (var (pair, key) in new[] { (options.ProjectKey, nameof(options.SecretKey)), (options.OrganizationKey, nameof(options.OrganizationSecretKey)) })
        {
            // Never the value: it is a secret, and this is printed.
            foreach (var error in pair?.Errors() ?? [])
            {
                yield return $"{Section}:{key} and its public key are no pair of keys. {error}";
            }
        }
    }
}
