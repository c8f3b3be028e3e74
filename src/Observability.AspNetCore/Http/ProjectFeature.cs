using Observability.Model;

namespace Observability.AspNetCore.Http;

/// <summary>The project that the caller's credentials belong to; without it a request sees the project of the process.</summary>
internal sealed record ProjectFeature(ProjectId Project);
