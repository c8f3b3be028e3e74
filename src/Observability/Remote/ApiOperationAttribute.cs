namespace Observability.Remote;

/// <summary>Says which operation of the API a method calls.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path as the API's description spells it.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ApiOperationAttribute(string method, string path) : Attribute
{
    public string Method { get; } = method;

    public string Path { get; } = path;
}
