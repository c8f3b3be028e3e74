using System.Collections.Concurrent;

namespace Observability.Pricing;

/// <summary>Finds the tariffs of a model as providers, gateways and SDKs name it.</summary>
/// <remarks>
/// In this order: the user's own prices; free local runtimes; the given provider's prices; those of the provider that the name is
/// qualified with; those of the vendor whose model it is. A model that none of them sells has no price. Thread-safe.
/// </remarks>
internal sealed class ModelPrices
{
    private const int MaxCached = 2000;
    private const string AnyProvider = "";

    private readonly PriceTable _table;
    private readonly PriceTable _overrides;
    private readonly ConcurrentDictionary<(string? Provider, string Model), Tariffs?> _cache = [];

    public ModelPrices(IEnumerable<ModelPrice> overrides, PriceTable? table = null)
    {
        _table = table ?? PriceTable.Embedded;
        _overrides = new PriceTable(overrides.Select(price => price with { Provider = price.Provider is { } name ? ProviderNames.Find(name) ?? name.ToLowerInvariant() : AnyProvider }));
    }

    /// <summary>The tariffs; null when the price is unknown.</summary>
    public Tariffs? Find(string? provider, string? model)
    {
        if (string.IsNullOrWhiteSpace(model) || model.Length > 500)
        {
            return null;
        }

        var key = (provider, model);
        if (_cache.TryGetValue(key, out var known))
        {
            return known;
        }

        var tariffs = Resolve(provider, model);
        if (_cache.Count < MaxCached)
        {
            _cache.TryAdd(key, tariffs);
        }

        return tariffs;
    }

    private Tariffs? Resolve(string? provider, string model)
    {
        var name = ModelNames.WithoutOwner(ModelNames.WithoutRoute(model));
        var forms = ModelNames.FormsOf(name);
        var given = ProviderNames.Find(provider);
        if (FindOverride(provider, given, name, forms) is { } own)
        {
            return own;
        }

        if (ProviderNames.IsLocal(provider, name) || (given == "openrouter" && name.EndsWith(":free", StringComparison.Ordinal)))
        {
            return Tariffs.Free;
        }

        return (given is null ? null : _table.Find(given, forms))
            ?? FindQualified(name)
            ?? FindAtHome(name, forms);
    }

    private Tariffs? FindOverride(string? provider, string? given, string name, IReadOnlyList<string> forms)
    {
        var (qualifier, rest) = Split(name);
        var restForms = qualifier is null ? null : ModelNames.FormsOf(rest);
        return (provider is null ? null : _overrides.Find(given ?? provider.Trim().ToLowerInvariant(), forms))
            ?? (qualifier is null ? null : _overrides.Find(qualifier, restForms!))
            ?? _overrides.Find(AnyProvider, forms)
            ?? (restForms is null ? null : _overrides.Find(AnyProvider, restForms));
    }

    private Tariffs? FindQualified(string name)
    {
        var (qualifier, rest) = Split(name);
        return qualifier is null
            ? null
            : _table.Find(qualifier, ModelNames.FormsOf(rest)) ?? FindQualified(rest) ?? FindAtHome(rest, ModelNames.FormsOf(rest));
    }

    private Tariffs? FindAtHome(string name, IReadOnlyList<string> forms)
    {
        var bare = ModelNames.WithoutHost(name);
        return HomeProvider.Of(bare) is { } home
            ? _table.Find(home, bare == name ? forms : ModelNames.FormsOf(bare))
            : null;
    }

    private static (string? Provider, string Name) Split(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && ProviderNames.Find(name[..slash]) is { } provider ? (provider, name[(slash + 1)..]) : (null, name);
    }
}
