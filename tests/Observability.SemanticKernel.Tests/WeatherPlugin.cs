using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace Observability.SemanticKernel.Tests;

/// <summary>The tool the stub's tool calls go to.</summary>
public sealed class WeatherPlugin
{
    [KernelFunction("get")]
    [Description("The weather in a city.")]
    public string Get(string city) => $"mild in {city}";
}
