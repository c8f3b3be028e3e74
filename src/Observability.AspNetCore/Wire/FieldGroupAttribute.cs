namespace Observability.AspNetCore.Wire;

/// <summary>The groups of fields a property belongs to; it is written, null or not, when one of them was asked for.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldGroupAttribute(params string[] groups) : Attribute
{
    public IReadOnlyList<string> Groups { get; } = groups;
}
