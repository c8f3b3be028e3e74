using Microsoft.AspNetCore.Builder;

namespace Observability.AspNetCore.Tests;

public sealed class MapLlmObservabilityTests
{
    [Fact]
    public void MapLlmObservability_WithoutRegistration_NamesTheFix()
    {
        var app = WebApplication.CreateBuilder().Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapLlmObservability());

        Assert.Contains("builder.Services.AddLlmObservability()", exception.Message, StringComparison.Ordinal);
    }
}
