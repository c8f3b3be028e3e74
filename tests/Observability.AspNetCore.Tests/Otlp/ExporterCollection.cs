namespace Observability.AspNetCore.Tests.Otlp;

/// <summary>Listeners of activities are process-wide: these tests run alone.</summary>
[CollectionDefinition(nameof(ExporterCollection), DisableParallelization = true)]
public sealed class ExporterCollection;
