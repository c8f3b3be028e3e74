using System.Globalization;
using Microsoft.Extensions.Options;
using Observability.Pricing;
using Observability.Remote;
using Observability.Storage.Secrets;

namespace Observability;

/// <summary>Checks options once, at start, and lists every error with its configuration key.</summary>
internal sealed class LlmObservabilityOptionsValidator : IValidateOptions<LlmObservabilityOptions>
{
    public ValidateOptionsResult Validate(string? name, LlmObservabilityOptions options)
    {
        var errors = Errors(options);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <summary>For callers without dependency injection.</summary>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    public static void ThrowIfInvalid(LlmObservabilityOptions options)
    {
        var errors = Errors(options);
        if (errors.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(LlmObservabilityOptions), errors);
        }
    }

    private static List<string> Errors(LlmObservabilityOptions options)
    {
        List<string> errors = [];
        if (string.IsNullOrWhiteSpace(options.StorePath) || options.StorePath.Contains('\0', StringComparison.Ordinal))
        {
            Add(nameof(options.StorePath), options.StorePath, "Set it to the directory of the embedded store, e.g. \"llm-observability\".");
        }

        if (options.PromptFiles is { } prompts && (string.IsNullOrWhiteSpace(prompts) || prompts.Contains('\0', StringComparison.Ordinal)))
        {
            Add(nameof(options.PromptFiles), prompts, "Set it to the folder of the files, e.g. \"prompts\", or leave it out.");
        }

        if (options.Project == default)
        {
            Add(nameof(options.Project), options.Project, "Set it to the name of a project, e.g. \"default\".");
        }

        if (string.IsNullOrWhiteSpace(options.Environment))
        {
            Add(nameof(options.Environment), options.Environment, "Set it to a name such as \"production\", or leave it out.");
        }

        if (!Enum.IsDefined(options.TraceRoots))
        {
            Add(nameof(options.TraceRoots), options.TraceRoots, $"Use one of {string.Join(", ", Enum.GetNames<Capture.TraceRootMode>())}.");
        }

        if (options.Retention is { } retention)
        {
            Range(nameof(options.Retention), retention, TimeSpan.FromHours(1), TimeSpan.MaxValue);
        }

        errors.AddRange(ServerOptionsRules.ErrorsOf(options.ChosenServer));
        if (options.SecretKey is { } key && !(Convert.TryFromBase64String(key, new byte[key.Length], out var bytes) && bytes == SecretProtector.KeyBytes))
        {
            // The key itself has no place in a log.
            Add(nameof(options.SecretKey), "...", $"Set it to {SecretProtector.KeyBytes} random bytes in base64, or leave it out.");
        }

        foreach (var blank in options.AllowedPrivateHosts.Where(host => string.IsNullOrWhiteSpace(host) || host.Contains("://", StringComparison.Ordinal)))
        {
            Add(nameof(options.AllowedPrivateHosts), blank, "Use a host such as ollama.internal, an address such as 10.0.0.7 or a network such as 10.0.0.0/8.");
        }

        errors.AddRange(ModelPriceRules.ErrorsOf(options.Prices));
        Range(nameof(options.SampleRate), options.SampleRate, 0, 1);
        Range(nameof(options.StreamTimeout), options.StreamTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
        Range(nameof(options.MaxTextLength), options.MaxTextLength, 100, 100_000_000);
        Range(nameof(options.MaxPayloadBytes), options.MaxPayloadBytes, 1024, 256 * 1024 * 1024);
        Range(nameof(options.MaxMediaBytes), options.MaxMediaBytes, 0, 1024 * 1024 * 1024);
        Range(nameof(options.QueueBytes), options.QueueBytes, 64 * 1024, 16L * 1024 * 1024 * 1024);
        Range(nameof(options.BatchSize), options.BatchSize, 1, 100_000);
        Range(nameof(options.BatchDelay), options.BatchDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Range(nameof(options.PromptTimeToLive), options.PromptTimeToLive, TimeSpan.Zero, TimeSpan.FromDays(1));
        Range(nameof(options.RetryFor), options.RetryFor, TimeSpan.Zero, TimeSpan.FromHours(1));
        return errors;

        void Range<T>(string option, T value, T lowest, T highest)
            where T : IComparable<T>
        {
            // Asked this way round because NaN compares below everything.
            if (!(value.CompareTo(lowest) >= 0 && value.CompareTo(highest) <= 0))
            {
                Add(option, value, string.Create(CultureInfo.InvariantCulture, $"Use a value from {lowest} to {highest}."));
            }
        }

        void Add(string option, object? value, string fix) =>
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{LlmObservabilityOptions.SectionName}:{option} is \"{value}\". {fix}"));
    }
}
