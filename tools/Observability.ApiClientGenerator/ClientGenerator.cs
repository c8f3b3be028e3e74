using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Observability.ApiClientGenerator.Emit;
using Observability.ApiClientGenerator.Model;

namespace Observability.ApiClientGenerator;

/// <summary>Makes the typed client of the API from docs/openapi.json whenever the project is built: an endpoint that is described there can be called.</summary>
[Generator]
public sealed class ClientGenerator : IIncrementalGenerator
{
    private const string DocumentName = "openapi.json";

    private static readonly DiagnosticDescriptor Unreadable = new(
        "LLMO001", "The API's description cannot be read", "{0} cannot be read: {1}", "Observability", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.AdditionalTextsProvider.Where(static text => Path.GetFileName(text.Path) == DocumentName),
        static (production, text) => Generate(production, text));

    private static void Generate(SourceProductionContext production, AdditionalText text)
    {
        try
        {
            var document = ApiDocument.Parse(text.GetText(production.CancellationToken)?.ToString() ?? "");
            var groups = document.Operations.GroupBy(operation => operation.Group).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
            document.Schemas.ToList().ForEach(schema => Add(schema.Name, RecordSource.Of(schema)));
            document.Operations.Where(operation => operation.QueryType is not null).ToList().ForEach(operation => Add(operation.QueryType!, QuerySource.Of(operation)));
            groups.ForEach(group => Add(GroupSource.NameOf(group.Key), GroupSource.Of(group.Key, group)));
            Add("ApiGroups", ClientSource.Of([.. groups.Select(group => group.Key)]));
        }
        catch (JsonException exception)
        {
            production.ReportDiagnostic(Diagnostic.Create(Unreadable, Location.None, text.Path, exception.Message));
        }

        void Add(string name, string source) => production.AddSource(name + ".g.cs", Microsoft.CodeAnalysis.Text.SourceText.From(source, System.Text.Encoding.UTF8));
    }
}
