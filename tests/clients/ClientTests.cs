namespace Observability.Clients.Tests;

/// <summary>Programs that use nothing but published packages, against the real server: each reads its data back through the API and checks it.</summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData("langfuse-v5", "tracing")]
    [InlineData("langfuse-v5", "prompts")]
    [InlineData("langfuse-v5", "experiments")]
    [InlineData("langfuse-v5", "media")]
    [InlineData("langfuse-v5", "openai")]
    [InlineData("langfuse-v5", "langchain")]
    [InlineData("langfuse-v3", "tracing")]
    [InlineData("langfuse-v3", "prompts")]
    [InlineData("langfuse-v3", "langchain")]
    [InlineData("vercel-ai", "generate")]
    [InlineData("llamaindex", "query")]
    [InlineData("opentelemetry", "protobuf")]
    [InlineData("opentelemetry", "grpc")]
    public async Task Program_AgainstTheServer_ReadsBackWhatItSent(string client, string program)
    {
        await using var server = await ServerProcess.StartAsync();

        await ClientProgram.RunAsync(server, client, program);
    }
}
