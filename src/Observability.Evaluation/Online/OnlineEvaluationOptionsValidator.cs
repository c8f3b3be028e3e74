using Microsoft.Extensions.Options;
using Observability.Storage.Query;

namespace Observability.Evaluation.Online;

/// <summary>Checks options once, at start, and lists every error with its configuration key.</summary>
internal sealed class OnlineEvaluationOptionsValidator : IValidateOptions<OnlineEvaluationOptions>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, OnlineEvaluationOptions options)
    {
        List<string> errors = [.. Errors(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(OnlineEvaluationOptions options)
    {
        static string Key(string name) => $"{OnlineEvaluationOptions.SectionName}:{name}";

        if (options.MaxConcurrency is < 1 or > 256)
        {
            yield return $"{Key(nameof(options.MaxConcurrency))} is {options.MaxConcurrency}. Use 1 to 256.";
        }

        if (options.MaxAttempts is < 1 or > 20)
        {
            yield return $"{Key(nameof(options.MaxAttempts))} is {options.MaxAttempts}. Use 1 to 20.";
        }

        if (options.Delay < TimeSpan.Zero || options.Delay > Hour)
        {
            yield return $"{Key(nameof(options.Delay))} is {options.Delay}. Use 0 to {Hour}.";
        }

        if (options.FirstBackoff <= TimeSpan.Zero || options.FirstBackoff > Hour)
        {
            yield return $"{Key(nameof(options.FirstBackoff))} is {options.FirstBackoff}. Use more than 0 and at most {Hour}.";
        }

        if (options.DailyBudgetUsd < 0)
        {
            yield return FormattableString.Invariant($"{Key(nameof(options.DailyBudgetUsd))} is {options.DailyBudgetUsd}. Use 0 or more, or leave it out for no limit.");
        }

        if (options.DailyEvaluations < 1)
        {
            yield return $"{Key(nameof(options.DailyEvaluations))} is {options.DailyEvaluations}. Use 1 or more, or leave it out for no limit.";
        }

        foreach (var same in options.Rules.GroupBy(rule => rule.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"Two online rules are named '{same.Key}'. Give one another name: Evaluate(…, rule => rule.Name = \"…\").";
        }

        foreach (var error in options.Rules.Select(ErrorOf).OfType<string>())
        {
            yield return error;
        }
    }

    private static string? ErrorOf(OnlineRule rule)
    {
        if (!(rule.Sampling > 0 && rule.Sampling <= 1))
        {
            return FormattableString.Invariant($"The online rule '{rule.Name}' samples {rule.Sampling}. Use more than 0 and at most 1.");
        }

        try
        {
            RowFilter.Compile(LiveRule.ViewOf(rule.Target), [.. rule.Filters]);
            return null;
        }
        catch (ArgumentException exception)
        {
            return $"The online rule '{rule.Name}' has a filter that does not fit: {exception.Message}";
        }
    }
}
