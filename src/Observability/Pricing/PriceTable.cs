namespace Observability.Pricing;

/// <summary>The tariffs of every known model at every known provider.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class PriceTable
{
    private readonly Dictionary<(string Provider, string Model), Tariffs> _models = [];
    private readonly Dictionary<(string Provider, string Model), Tariffs> _newestDated = [];

    public PriceTable(IEnumerable<ModelPrice> prices, bool isBuiltIn = false)
    {
        var models = prices.GroupBy(price => (Provider: price.Provider ?? "", Model: price.Model.ToLowerInvariant()));

        // In ordinal order the newest date comes last and stays.
        foreach (var model in models.OrderBy(group => group.Key.Model, StringComparer.Ordinal))
        {
            var (provider, name) = model.Key;
            var tariffs = new Tariffs([.. model], isBuiltIn);
            var canonical = ModelNames.Canonical(name);
            _models[(provider, name)] = tariffs;
            _models.TryAdd((provider, canonical), tariffs);
            if (ModelNames.WithoutDate(canonical) is var undated && undated != canonical)
            {
                _newestDated[(provider, undated)] = tariffs;
            }
        }
    }

    /// <summary>The table that ships with the library.</summary>
    public static PriceTable Embedded { get; } = new(PriceFile.ReadEmbedded(), isBuiltIn: true);

    public IEnumerable<(string Provider, string Model)> Names => _models.Keys;

    /// <summary>Finds a model by the first of its forms that the provider sells; a form without a date also finds the newest dated one.</summary>
    public Tariffs? Find(string provider, IReadOnlyList<string> forms)
    {
        foreach (var form in forms)
        {
            if (_models.TryGetValue((provider, form), out var tariffs) || _models.TryGetValue((provider, ModelNames.Canonical(form)), out tariffs))
            {
                return tariffs;
            }
        }

        foreach (var form in forms)
        {
            if (_newestDated.TryGetValue((provider, ModelNames.Canonical(form)), out var tariffs))
            {
                return tariffs;
            }
        }

        return null;
    }
}
