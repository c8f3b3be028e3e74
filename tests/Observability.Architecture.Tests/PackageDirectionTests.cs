using System.Xml.Linq;

namespace Observability.Architecture.Tests;

/// <summary>Design rule: which package of ours may see which other, and what none of them may pull in.</summary>
public sealed class PackageDirectionTests
{
    [Theory]
    [InlineData("Observability", "")]
    [InlineData("Observability.SemanticKernel", "Observability")]
    [InlineData("Observability.AgentFramework", "Observability")]
    [InlineData("Observability.Evaluation", "Observability")]
    [InlineData("Observability.Dashboard", "")]
    [InlineData("Observability.Server", "Observability,Observability.AspNetCore")]
    [InlineData("Observability.AspNetCore", "Observability,Observability.Evaluation,Observability.Dashboard")]
    public void Project_References_OnlyItsAllowedNeighbours(string project, string allowed)
    {
        var references = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Assert.Empty(references.Except(allowed.Split(',')));
    }

    [Fact]
    public void EveryPackage_HasARuleHere()
    {
        var covered = typeof(PackageDirectionTests).GetMethod(nameof(Project_References_OnlyItsAllowedNeighbours))!
            .GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value!);

        var projects = Directory.GetDirectories(Path.Combine(SolutionFolder.Path, "src")).Select(Path.GetFileName);

        Assert.Equal(projects.Order(), covered.Order());
    }

    [Theory]
    [InlineData("Microsoft.SemanticKernel")]
    [InlineData("Microsoft.Agents")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("ClickHouse")]
    [InlineData("OpenTelemetry.Exporter")]
    public void Core_ReferencedAssemblies_ContainNoForbiddenPackage(string forbidden)
    {
        var references = typeof(LlmObservability).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith(forbidden, StringComparison.Ordinal));
    }

    [Fact]
    public void Core_ReferencedAssemblies_ContainNoOpenTelemetrySdk()
    {
        var references = typeof(LlmObservability).Assembly.GetReferencedAssemblies().Select(name => name.Name);

        Assert.DoesNotContain("OpenTelemetry", references);
    }

    [Fact]
    public void Versions_OfPackages_ArePinnedCentrally()
    {
        var projects = new[] { "src", "tests", "samples", "benchmarks" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(SolutionFolder.Path, folder), "*.csproj", SearchOption.AllDirectories));

        Assert.All(projects, project => Assert.DoesNotContain(
            XDocument.Load(project).Descendants("PackageReference"), reference => reference.Attribute("Version") is not null));
    }

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument.Load(Path.Combine(SolutionFolder.Path, "src", project, project + ".csproj"))
            .Descendants(item)
            .Where(element => element.Attribute("OutputItemType")?.Value != "Analyzer") // Runs while it is built; nothing of it is shipped.
            .Select(element => element.Attribute("Include")!.Value);
}
