using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Xml.Linq;

namespace Observability.Server.Tests;

/// <summary>The server as people get it: packed, installed as a tool, started by its command.</summary>
public sealed class PackagingTests : IDisposable
{
    private static readonly string Project = Constant("ServerProject"), Configuration = Constant("Configuration");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Tool_PackedAndInstalled_ServesFromTheDirectoryItIsStartedIn()
    {
        var packages = Path.Combine(_directory.Path, "packages");
        var tools = Path.Combine(_directory.Path, "tools");
        var work = Directory.CreateDirectory(Path.Combine(_directory.Path, "work")).FullName;

        await DotnetAsync("pack", Project, "--no-build", "--configuration", Configuration, "--output", packages);
        await DotnetAsync("tool", "install", "Observability.Server", "--tool-path", tools, "--source", packages);
        await using var server = await ServerProcess.StartAsync(Path.Combine(tools, "llm-observability"), work, ServerProcess.AnyPort, []);
        await server.ReadyAsync();
        using var traces = await server.GetAsync("/api/public/traces", server.ShownKey());

        Assert.Equal(HttpStatusCode.OK, traces.StatusCode);
        Assert.True(Directory.Exists(Path.Combine(work, "llm-observability")));
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal("README.md", Specification(Directory.GetFiles(packages, "*.nupkg").Single()).Descendants().Single(element => element.Name.LocalName == "readme").Value);
    }

    private static XDocument Specification(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        Assert.NotNull(archive.GetEntry("README.md"));
        using var specification = archive.GetEntry("Observability.Server.nuspec")!.Open();
        return XDocument.Load(specification);
    }

    private async Task DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _directory.Path };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{await error}");
    }

    private static string Constant(string name) =>
        typeof(PackagingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;
}
