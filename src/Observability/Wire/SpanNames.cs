namespace Observability.Wire;

/// <summary>How spans are named in which we send observations: the attributes of Langfuse's SDKs, the GenAI conventions, and what only we have.</summary>
internal static class SpanNames
{
    /// <summary>
    /// The scope of our own spans. It begins with <c>langfuse-sdk</c>, by which a Langfuse server knows that the attributes say everything and are not
    /// to be repeated in the metadata; by the rest a server of ours knows that the record is to be kept as it is.
    /// </summary>
    public const string Scope = "langfuse-sdk.llm-observability";

    /// <summary>How an observation ended, where the level does not tell: CANCELLED, ABANDONED, INCOMPLETE, FAILED.</summary>
    public const string Status = "llm_observability.status";

    /// <summary>Whether a cache answered in place of the model.</summary>
    public const string CacheHit = "llm_observability.cache_hit";

    /// <summary>Whether the tokens were counted by the sender because the provider sent none.</summary>
    public const string UsageEstimated = "llm_observability.usage_estimated";

    /// <summary>Where the cost comes from: COMPUTED, ESTIMATED; provided where it is not there.</summary>
    public const string CostSource = "llm_observability.cost_source";

    /// <summary>The price that the cost was computed with: the ids of the model and of its tier, and the tier's name.</summary>
    public const string CostPrice = "llm_observability.cost_price";

    /// <summary>The label by which the prompt was asked for.</summary>
    public const string PromptLabel = "llm_observability.prompt_label";

    public const string Type = "langfuse.observation.type";
    public const string Level = "langfuse.observation.level";
    public const string StatusMessage = "langfuse.observation.status_message";
    public const string Input = "langfuse.observation.input";
    public const string Output = "langfuse.observation.output";
    public const string Metadata = "langfuse.observation.metadata";
    public const string Model = "langfuse.observation.model.name";
    public const string Parameters = "langfuse.observation.model.parameters";
    public const string UsageDetails = "langfuse.observation.usage_details";
    public const string CostDetails = "langfuse.observation.cost_details";
    public const string PromptName = "langfuse.observation.prompt.name";
    public const string PromptVersion = "langfuse.observation.prompt.version";
    public const string FirstTokenTime = "langfuse.observation.completion_start_time";
    public const string Environment = "langfuse.environment";
    public const string Release = "langfuse.release";
    public const string Version = "langfuse.version";
    public const string UserId = "user.id";
    public const string SessionId = "session.id";
    public const string TraceName = "langfuse.trace.name";
    public const string TraceTags = "langfuse.trace.tags";
    public const string TracePublic = "langfuse.trace.public";
    public const string TraceInput = "langfuse.trace.input";
    public const string TraceOutput = "langfuse.trace.output";
    public const string TraceMetadata = "langfuse.trace.metadata";
    public const string ErrorType = "error.type";
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string ResponseModel = "gen_ai.response.model";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string Conversation = "gen_ai.conversation.id";
    public const string ToolName = "gen_ai.tool.name";
    public const string AgentName = "gen_ai.agent.name";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CacheReadTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string CacheCreationTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";
}
