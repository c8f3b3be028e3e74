using Microsoft.Extensions.Primitives;
using Observability.AspNetCore.Http;

namespace Observability.AspNetCore.Query;

/// <summary>A whole number from 1; null when it is missing.</summary>
internal sealed class OptionalIntegerParameter(string name, string description) : QueryParameter<int?>(name, description)
{
    private readonly IntegerParameter _integer = new(name, description, 1, int.MaxValue, 0);

    public override string Type => "integer";

    public override long? Minimum => 1;

    public override int? Read(StringValues given, List<ApiIssue> issues) => _integer.Read(given, issues) is var value and not 0 ? value : null;
}
