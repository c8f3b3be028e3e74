using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Observability.Evaluation.Deterministic;
using Observability.Evaluation.Judging;

namespace Observability.Evaluation.Tests;

/// <summary>docs/evaluators.md lists every metric, and its examples are true.</summary>
public sealed partial class ReferencePageTests
{
    private static readonly SubjectEvaluator[] Deterministic =
    [
        new ExactMatchEvaluator(), new ContainsEvaluator(), new ContainsEvaluator(mode: ContainsMode.Any), new ContainsEvaluator(mode: ContainsMode.None), new RegexEvaluator("a"), new StartsWithEvaluator(),
        new EndsWithEvaluator(), new JsonValidEvaluator(), new JsonSchemaEvaluator("{}"), new NumericMatchEvaluator(), new EditSimilarityEvaluator(), new TokenF1Evaluator(), new BleuEvaluator(),
        new GleuEvaluator(), new RougeLEvaluator(), new GroundednessOverlapEvaluator(), new LanguageEvaluator(), new LengthEvaluator(), new RefusalEvaluator(), new PiiEvaluator(), new ToolCallMatchEvaluator(),
        BudgetEvaluator.Cost(), BudgetEvaluator.Latency(), BudgetEvaluator.Tokens(), BudgetEvaluator.Steps(), new UserFeedbackEvaluator(),
    ];

    private static readonly string Page = File.ReadAllText(Path.Combine(Here(), "..", "..", "docs", "evaluators.md"));

    public static TheoryData<string, string, string?, double> Examples
    {
        get
        {
            var examples = new TheoryData<string, string, string?, double>();
            foreach (Match row in Row().Matches(Page[Page.IndexOf("## Examples", StringComparison.Ordinal)..]))
            {
                examples.Add(row.Groups["metric"].Value, row.Groups["answer"].Value, row.Groups["expected"].Success ? row.Groups["expected"].Value : null, double.Parse(row.Groups["value"].Value, CultureInfo.InvariantCulture));
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_OnThePage_IsTrue(string metric, string answer, string? expected, double value) =>
        Assert.Equal(value, await Scores.NumberAsync(Deterministic.First(evaluator => evaluator.Name == metric), answer, expected), 11);

    [Fact]
    public void Page_HasExamples() => Assert.True(Examples.Count >= 16);

    [Fact]
    public void Page_ListsEveryMetric()
    {
        var metrics = Deterministic.Concat(Judge.Standard.Select(create => create(new JudgeOptions()))).SelectMany(evaluator => evaluator.MetricNames);

        Assert.All(metrics, metric => Assert.Contains($"`{metric}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_NamesEveryPublicEvaluator()
    {
        var types = typeof(Evaluator).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && typeof(SubjectEvaluator).IsAssignableFrom(type) && type != typeof(JudgeEvaluator) && type != typeof(PairwiseJudge));

        Assert.All(types, type => Assert.Contains($"`{type.Name}", Page, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"^\| `(?<metric>[a-z0-9-]+)` \| `(?<answer>.+?)` \| (`(?<expected>.+?)`)? ?\| (?<value>[0-9.]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
