// What the snippets of README.md and docs take as given: the objects of an application around them, by the names they use.
// It is compiled with the snippets and not into these tests.
global using System.Text.Json;
global using Microsoft.Agents.AI;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Http;
global using Microsoft.Extensions.AI;
global using Microsoft.Extensions.DependencyInjection;
global using Microsoft.Extensions.Hosting;
global using Microsoft.SemanticKernel;
global using Observability;
global using Observability.AspNetCore;
global using Observability.Capture;
global using Observability.Evaluation;
global using Observability.Evaluation.Deterministic;
global using Observability.Evaluation.Experiments;
global using Observability.Evaluation.Gates;
global using Observability.Evaluation.Judging;
global using Observability.Evaluation.Online;
global using Observability.Evaluation.Statistics;
global using Observability.Model;
global using Observability.Prompts;
global using Observability.Prompts.Rollout;
global using Observability.Prompts.Sync;
global using Observability.Prompts.Webhooks;
global using Observability.Remote;
global using Observability.Storage;
global using OpenTelemetry.Exporter;
global using OpenTelemetry.Trace;
global using System;
global using System.Collections.Generic;
global using System.IO;
global using System.Linq;
global using System.Threading;
global using System.Threading.Tasks;
global using static Snippets.Given;
global using Tracer = Observability.Capture.Tracer;

namespace Snippets;

internal static class Given
{
    // An application that runs in a host.
    public static WebApplicationBuilder builder => null!;
    public static WebApplication app => null!;
    public static IServiceCollection services => null!;
    public static IServiceProvider provider => null!;
    public static LlmObservability llm => null!;
    public static LlmObservability observability => null!;
    public static Tracer tracer => null!;
    public static IPromptRegistry prompts => null!;

    // What it talks to, and with which keys.
    public static OpenAI.OpenAIClient openAIClient => null!;
    public static IChatClient chatClient => null!;
    public static IChatClient judgeClient => null!;
    public static AIAgent chatAgent => null!;
    public static string apiKey => "";
    public static string publicKey => "";
    public static string secretKey => "";
    public static string secret => "";

    // What it works on.
    public static User user => null!;
    public static User chat => null!;
    public static string ticket => "";
    public static Task<string> AnswerAsync(string question) => Task.FromResult(question);

    public static TraceDetail trace => null!;
    public static ExperimentTask task => null!;

    // What statistics are made of.
    public static bool[] baselinePassed => [];
    public static bool[] candidatePassed => [];
    public static IEnumerable<LiveAnswer> traffic => [];
    public static bool rolledBack { get; set; }
    public static double[] judgeScores => [];
    public static double askAPerson(int item) => item;

    internal sealed record User(string Id, string Plan);

    internal sealed record LiveAnswer(bool IsTreatment, double Score);

    internal abstract class MyEvaluator : Microsoft.Extensions.AI.Evaluation.IEvaluator
    {
        public abstract IReadOnlyCollection<string> EvaluationMetricNames { get; }

        public abstract ValueTask<Microsoft.Extensions.AI.Evaluation.EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages, ChatResponse modelResponse, Microsoft.Extensions.AI.Evaluation.ChatConfiguration? chatConfiguration, IEnumerable<Microsoft.Extensions.AI.Evaluation.EvaluationContext>? additionalContext, CancellationToken cancellationToken);
    }
}
