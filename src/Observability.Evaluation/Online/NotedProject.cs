using Observability.Model;

namespace Observability.Evaluation.Online;

/// <summary>What ended in a project and is ready to be matched with its rules.</summary>
/// <param name="Project">The project.</param>
/// <param name="Observations">The observations, without what went in and out.</param>
/// <param name="Traces">The traces that were quiet for a while.</param>
/// <param name="Since">When the first of them was noted.</param>
internal sealed record NotedProject(ProjectId Project, IReadOnlyList<ObservationRecord> Observations, IReadOnlyList<TraceId> Traces, DateTimeOffset Since);
