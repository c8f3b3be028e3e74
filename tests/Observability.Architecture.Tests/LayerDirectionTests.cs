using NetArchTest.Rules;

namespace Observability.Architecture.Tests;

/// <summary>Design rule 5: inside the core, Model sees nothing; Capture and Pipeline never see a concrete store.</summary>
public sealed class LayerDirectionTests
{
    private static readonly System.Reflection.Assembly Core = typeof(LlmObservability).Assembly;

    [Fact]
    public void Model_Dependencies_AreNoOtherLayer()
    {
        AssertNone("Observability.Model", "Observability.Capture", "Observability.Pipeline", "Observability.Pricing",
            "Observability.Storage", "Observability.Prompts", "Observability.Remote", "Observability.Diagnostics", "LiteDB");
    }

    [Theory]
    [InlineData("Observability.Capture")]
    [InlineData("Observability.Pipeline")]
    [InlineData("Observability.Pricing")]
    [InlineData("Observability.Storage.Query")]
    [InlineData("Observability.Storage.InMemory")]
    public void Layer_Dependencies_ContainNoConcreteStore(string layer) => AssertNone(layer, "Observability.Storage.LiteDb", "LiteDB");

    [Fact]
    public void Storage_Dependencies_ContainNoCapture() => AssertNone("Observability.Storage", "Observability.Capture", "Observability.Pipeline");

    [Fact]
    public void AspNetCore_Dependencies_ContainNoConcreteStore()
    {
        var result = Types.InAssembly(typeof(LlmObservabilityEndpointRouteBuilderExtensions).Assembly)
            .ShouldNot().HaveDependencyOnAny("Observability.Storage.LiteDb", "Observability.Storage.InMemory", "LiteDB").GetResult();

        Assert.Empty(result.FailingTypeNames ?? []);
    }

    private static void AssertNone(string layer, params string[] forbidden)
    {
        var types = Types.InAssembly(Core).That().ResideInNamespace(layer);
        Assert.NotEmpty(types.GetTypes());

        var result = types.ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.Empty(result.FailingTypeNames ?? []);
    }
}
