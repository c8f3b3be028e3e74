namespace Observability.AspNetCore.Wire;

/// <summary>The group of fields a property belongs to; it is written, null or not, when the group was asked for.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldGroupAttribute(string group) : Attribute
{
    public string Group { get; } = group;
}
