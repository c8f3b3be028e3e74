using System.Reflection;
using Microsoft.Extensions.AI.Evaluation;
using Observability.Evaluation.Contexts;

namespace Observability.Evaluation.Adapters;

/// <summary>Runs an <see cref="IEvaluator"/> on a subject: input and output as messages, what else is known as contexts.</summary>
internal sealed class ChatEvaluatorAdapter(IEvaluator evaluator, Func<EvaluationSubject, IEnumerable<EvaluationContext>>? contexts) : ITraceEvaluator
{
    private readonly IEvaluatorIdentity? _identity = evaluator as IEvaluatorIdentity;

    public string Name => _identity?.Name ?? NameOf(evaluator.GetType());

    public string Version => _identity?.Version ?? VersionOf(evaluator.GetType());

    public IReadOnlyCollection<string> MetricNames => evaluator.EvaluationMetricNames;

    public async ValueTask<IReadOnlyList<EvaluatorScore>> EvaluateAsync(EvaluationSubject subject, ChatConfiguration? chatConfiguration, CancellationToken cancellationToken)
    {
        var result = await evaluator.EvaluateAsync(subject.Messages, subject.Response, chatConfiguration, Contexts(subject), cancellationToken).ConfigureAwait(false);
        return [.. result.Metrics.Values.Select(MetricConversion.ToScore)];
    }

    /// <summary>The name of a type without the word that only says what it is: <c>FluencyEvaluator</c> is <c>fluency</c>.</summary>
    internal static string NameOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        name = name.EndsWith("Evaluator", StringComparison.Ordinal) && name.Length > 9 ? name[..^9] : name;
        var kebab = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            kebab.Append(startsWord ? "-" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return kebab.ToString();
    }

    internal static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? type.Assembly.GetName().Version?.ToString()
        ?? "0";

    private List<EvaluationContext> Contexts(EvaluationSubject subject)
    {
        var all = new List<EvaluationContext>();
        if (subject.ExpectedOutput is { } expected)
        {
            all.Add(new ExpectedOutputContext(expected));
        }

        if (subject.Context is { Count: > 0 } documents)
        {
            all.Add(new GroundingContext(documents));
        }

        all.Add(new TraceContext(subject));
        if (contexts is not null)
        {
            all.AddRange(contexts(subject));
        }

        return all;
    }
}
