using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Observability.Model;
using Observability.Storage;
using Observability.Testing;

namespace Observability.Tests.Pipeline;

public class RedactionTests
{
    private const string Secret = "sk-secret";

    private readonly WriteOnlyStore _store = new();

    [Fact]
    public async Task Redact_SecretInEveryText_NoPathGoesRoundIt()
    {
        var options = new LlmObservabilityOptions().Redact(Clean);
        await using var observability = new LlmObservability(options, _store);

        await CaptureSecretsAsync(observability);

        Assert.Equal((3, 2, 2), (_store.Written.Observations.Count, _store.Written.Traces.Count, _store.Written.Scores.Count));
        var texts = _store.Written.Batches.SelectMany(batch => Texts(batch, new HashSet<object>(ReferenceEqualityComparer.Instance))).ToList();
        Assert.True(texts.Count > 60, $"only {texts.Count} texts were walked");
        Assert.DoesNotContain(texts, text => text.Contains(Secret));
        Assert.Contains(texts, text => text.Contains("***"));
    }

    [Fact]
    public async Task Redact_NoRedactor_TheWalkFindsTheSecret()
    {
        await using var observability = new LlmObservability(new LlmObservabilityOptions(), _store);

        await CaptureSecretsAsync(observability);

        var texts = _store.Written.Batches.SelectMany(batch => Texts(batch, new HashSet<object>(ReferenceEqualityComparer.Instance)));
        Assert.True(texts.Count(text => text.Contains(Secret)) > 30);
    }

    [Fact]
    public async Task Redact_RedactorThrows_TextIsReplacedAndItIsCounted()
    {
        var options = new LlmObservabilityOptions().Redact(text => text.Contains(Secret) ? throw new FormatException() : text);
        await using var observability = new LlmObservability(options, _store);

        observability.Tracer.StartSpan("work").SetInput("my " + Secret).Dispose();
        await observability.FlushAsync();

        Assert.Equal("\"[redaction failed]\"", Assert.Single(_store.Written.Observations).Input!.ToString());
        Assert.Equal(1, observability.Statistics.ProcessingFailures);
    }

    [Fact]
    public async Task Redact_SecretAcrossTheCut_LeavesNoPartOfIt()
    {
        var options = new LlmObservabilityOptions { MaxTextLength = 100 }.Redact(Clean);
        await using var observability = new LlmObservability(options, _store);

        for (var before = 90; before <= 100; before++)
        {
            observability.Tracer.StartSpan("work").SetInput(new string('x', before) + Secret + new string('y', 5000)).Dispose();
        }

        await observability.FlushAsync();

        Assert.All(_store.Written.Observations, record => Assert.DoesNotContain("s", record.Input!.ToString()[..101]));
    }

    [Fact]
    public async Task RedactContent_Classification_GoesThroughTheProvidersRedactor()
    {
        var classification = new DataClassification("test", "private");
        var services = new ServiceCollection();
        services.AddLlmObservability(o => o.UseStore(() => _store)).AddRedaction(r => r.SetRedactor<Stars>(classification), content: classification);
        await using var provider = services.BuildServiceProvider();
        var observability = provider.GetRequiredService<LlmObservability>();

        observability.Tracer.StartSpan("work").SetInput("hello").Dispose();
        await observability.FlushAsync();

        var record = Assert.Single(_store.Written.Observations);
        Assert.Equal(("work", "\"*****\""), (record.Name, record.Input!.ToString()));
    }

    private static string Clean(string text) => text.Replace(Secret, "***", StringComparison.Ordinal);

    private static async Task CaptureSecretsAsync(LlmObservability observability)
    {
        using (var root = observability.Tracer.StartGeneration("name " + Secret, "model-" + Secret, "provider-" + Secret))
        {
            root.SetInput("in " + Secret).SetOutput(new Dictionary<string, object> { ["key " + Secret] = new { Deep = new[] { Secret } } });
            root.SetMetadata("meta " + Secret, Secret).SetParameters(new { Stop = Secret }).SetFinishReason(Secret).SetPrompt(new PromptLink(Secret, 1, Secret));
            root.SetException(new InvalidOperationException("failed with " + Secret));
            root.Trace.SetName("trace " + Secret).SetUser(Secret).SetSession(Secret).SetEnvironment(Secret).SetRelease(Secret).SetVersion(Secret).AddTags(Secret, "tag " + Secret)
                .SetMetadata("key " + Secret, Secret);
            root.Score("score " + Secret, "good " + Secret, "because " + Secret, Secret);
            using var child = observability.Tracer.StartSpan("child").SetLevel(ObservationLevel.Warning, "status " + Secret);
        }

        var payload = Payload.FromValue(new Dictionary<string, string> { [Secret] = Secret });
        await observability.SubmitAsync(new TelemetryBatch
        {
            Observations = [new ObservationRecord { TraceId = new("t"), Id = new("o"), Name = Secret, StartTime = DateTimeOffset.UnixEpoch, Input = payload, Output = payload, Metadata = payload, Parameters = payload, StatusMessage = Secret, TraceName = Secret }],
            Traces = [new TraceRecord { Id = new("t"), Timestamp = DateTimeOffset.UnixEpoch, Name = Secret, Input = payload, Output = payload, Metadata = payload, UserId = new(Secret), Tags = [Secret] }],
            Scores = [new Score { Id = new("s"), Name = Secret, Value = ScoreValue.FromText(Secret), Target = ScoreTarget.Session(new(Secret)), Timestamp = DateTimeOffset.UnixEpoch, Metadata = payload, Comment = Secret, Author = Secret }],
        });
        await observability.FlushAsync();
    }

    /// <summary>Every text reachable from a value through public properties, collections and payloads.</summary>
    private static IEnumerable<string> Texts(object? value, HashSet<object> seen)
    {
        switch (value)
        {
            case null: return [];
            case string text: return [text];
            case Payload payload: return [payload.ToString()];
            case DateTimeOffset or DateTime or TimeSpan or Type: return [];
            case IEnumerable items: return items.Cast<object?>().SelectMany(item => Texts(item, seen)).ToList();
        }

        if (value.GetType().IsPrimitive || value.GetType().IsEnum || value is decimal || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return [];
        }

        return value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .SelectMany(property => Texts(property.GetValue(value), seen)).ToList();
    }

    private sealed class Stars : Redactor
    {
        public override int GetRedactedLength(ReadOnlySpan<char> input) => input.Length;

        public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
        {
            destination[..source.Length].Fill('*');
            return source.Length;
        }
    }
}
