using System.Globalization;
using System.Reflection;
using Observability.Pipeline;

namespace Observability;

public sealed partial class LlmObservabilityOptions
{
    // Every public scalar takes part without being listed: an option that is added later cannot be forgotten here.
    private static readonly PropertyInfo[] Scalars =
        [.. typeof(LlmObservabilityOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name is not (nameof(StorePath) or nameof(LoggerFactory) or nameof(Server)))];

    internal SharingKey ToSharingKey() =>
        new(StoreKey, string.Join('\n', Scalars.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.GetValue(this)}")).Concat(Plugins())));

    private IEnumerable<string> Plugins() =>
    [
        Describe(MediaFactory),
        string.Create(CultureInfo.InvariantCulture, $"{Server.OutboxPath} {Server.OutboxBytes} {Server.PromptsPath} {Server.Timeout} {Describe(Server.ConfigureHttp)}"),
        .. Enrichers.Select(enricher => Describe(enricher.GetType())),
        .. Filters.Select(filter => filter is DelegateFilter { Code: var code } ? Describe(code) : Describe(filter.GetType())),
        .. Redactors.Select(Describe),
        .. PromptWebhooks.Select(webhook => $"{webhook.Id} {webhook.Secret}"),
        .. AllowedPrivateHosts,
        .. Prices.Select(price => price.ToString()!),
        RedactorProvider is null ? "" : Describe(RedactorProvider.GetType()),
        ContentClassification?.ToString() ?? "",
    ];

    private static string Describe(Delegate? code) => code is null ? "" : $"{code.Method.Module.ModuleVersionId}:{code.Method.MetadataToken}";

    private static string Describe(Type type) => type.AssemblyQualifiedName ?? type.Name;
}
