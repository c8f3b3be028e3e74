using Microsoft.Extensions.AI;
using Observability;
using ScriptedModel;

await using var model = await SampleModel.StartAsync();
using var client = model.Client.GetChatClient(model.ChatModel).AsIChatClient().AsBuilder()
    .UseLlmObservability()   // the function loop and its tools
    .UseFunctionInvocation()
    .UseLlmObservability()   // each call of the model
    .Build();

var weather = AIFunctionFactory.Create((string city) => $"18 °C and sunny in {city}", "get_weather");
Console.WriteLine(await client.GetResponseAsync("What is the weather in Paris?", new ChatOptions { Tools = [weather] }));

await LlmObservability.Default.FlushAsync();
Console.WriteLine($"The trace is in {Path.Combine(AppContext.BaseDirectory, "llm-observability")}.");
