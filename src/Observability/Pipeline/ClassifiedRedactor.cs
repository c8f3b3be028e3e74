using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;

namespace Observability.Pipeline;

/// <summary>Redacts properties annotated with a <see cref="DataClassificationAttribute"/> by the redactor of their classification.</summary>
/// <remarks>Thread-safe. Without a provider, or when its redactor throws, nothing of the value is kept.</remarks>
internal sealed class ClassifiedRedactor(IRedactorProvider? provider)
{
    private static readonly ConcurrentDictionary<JsonPropertyInfo, DataClassification?> Classifications = new();

    public static ClassifiedRedactor None { get; } = new(null);

    /// <summary>The classification of a property, or of the constructor parameter it comes from; null when it has none.</summary>
    public static DataClassification? Of(JsonPropertyInfo property) => Classifications.GetOrAdd(property, static p =>
        Find(p.AttributeProvider) ?? Find(p.AssociatedParameter?.AttributeProvider));

    public string Redact(DataClassification classification, object? value)
    {
        if (provider is null || value is not (string or IFormattable))
        {
            return TextRedactor.RedactedMarker;
        }

        try
        {
            return provider.GetRedactor(new DataClassificationSet(classification)).Redact(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        catch (Exception)
        {
            return TextRedactor.FailedMarker;
        }
    }

    private static DataClassification? Find(ICustomAttributeProvider? member) =>
        member?.GetCustomAttributes(typeof(DataClassificationAttribute), inherit: true) is [DataClassificationAttribute attribute, ..] ? attribute.Classification : null;
}
