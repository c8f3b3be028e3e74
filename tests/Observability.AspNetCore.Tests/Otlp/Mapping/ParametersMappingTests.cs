namespace Observability.AspNetCore.Tests.Otlp.Mapping;

public sealed class ParametersMappingTests
{
    [Fact]
    public void Parameters_OfTheConventions_LoseTheirPrefix()
    {
        var parameters = RequestSketch.Map(
            "tests",
            ("gen_ai.request.model", "gpt-4o"),
            ("gen_ai.request.temperature", 0.3),
            ("gen_ai.request.max_tokens", 100),
            ("gen_ai.request.stop_sequences", "[\"END\"]"),
            ("gen_ai.request.stream", true),
            ("gen_ai.openai.response.service_tier", "flex"),
            ("gen_ai.tool.definitions", """[{"type":"function","name":"get_weather","parameters":{}},{"type":"function","function":{"name":"get_time"}},7]""")).Parameters;

        Assert.Equal(
            """{"temperature":0.3,"max_tokens":100,"stop_sequences":["END"],"stream":true,"service_tier":"flex","tools":["get_weather","get_time"]}""",
            parameters?.ToString());
    }

    [Theory]
    [InlineData("langfuse.observation.model.parameters", """{"temperature":0.3}""")]
    [InlineData("llm.invocation_parameters", """{"temperature":0.3}""")]
    [InlineData("model_config", """{"temperature":0.3}""")]
    public void Parameters_AsOneObject_AreTaken(string name, string value)
    {
        Assert.Equal("""{"temperature":0.3}""", RequestSketch.Map("tests", (name, value), ("gen_ai.request.model", "m"), ("gen_ai.request.top_k", 7)).Parameters?.ToString());
    }

    [Fact]
    public void Parameters_OfTheVercelSdk_AreItsSettings()
    {
        var parameters = RequestSketch.Map(
            "ai",
            ("ai.settings.maxRetries", 2),
            ("ai.settings.temperature", 0.5),
            ("gen_ai.request.temperature", 0.4),
            ("gen_ai.request.max_tokens", 100),
            ("ai.prompt.toolChoice", """{"type":"auto"}""")).Parameters;

        Assert.Equal("""{"maxRetries":2,"temperature":0.5,"max_tokens":100,"toolChoice":{"type":"auto"}}""", parameters?.ToString());
    }

    [Theory]
    [InlineData("langfuse.observation.model.parameters", "none")]
    [InlineData("llm.invocation_parameters", "[1]")]
    [InlineData("gen_ai.request.model", "gpt-4o")]
    [InlineData("other", "1")]
    public void Parameters_None_AreNull(string name, string value)
    {
        Assert.Null(RequestSketch.Map("tests", (name, value)).Parameters);
    }
}
