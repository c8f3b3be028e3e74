using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Observability;
using ScriptedModel;

await using var model = await SampleModel.StartAsync();
var weather = AIFunctionFactory.Create((string city) => $"18 °C and sunny in {city}", "get_weather");
using var client = model.Client.GetChatClient(model.ChatModel).AsIChatClient();
var agent = new ChatClientAgent(client, "You are a weather reporter.", "weather-reporter", tools: [weather])
    .AsBuilder()
    .UseLlmObservability()
    .Build();

Console.WriteLine(await agent.RunAsync("What is the weather in Tokyo?"));

await LlmObservability.Default.FlushAsync();
Console.WriteLine($"The trace is in {Path.Combine(AppContext.BaseDirectory, "llm-observability")}.");
