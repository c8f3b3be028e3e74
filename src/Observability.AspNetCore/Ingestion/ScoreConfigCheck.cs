using System.Globalization;
using Observability.AspNetCore.Http;
using Observability.Model;
using Observability.Storage.Catalog;
using Observability.Wire;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Checks the scores of a request against the configs they name. A destination without a catalog checks nothing.</summary>
internal sealed class ScoreConfigCheck(ApiRequest request)
{
    public const string NotFound = "The configId you provided does not match a valid config in your project";

    private readonly Dictionary<string, ScoreConfig?> _configs = new(StringComparer.Ordinal);

    private bool _isWithoutCatalog;

    /// <summary>Why a score cannot be taken; null when it can.</summary>
    public async Task<string?> FindProblemAsync(Score score)
    {
        if (score.ConfigId is not { } id || _isWithoutCatalog)
        {
            return null;
        }

        if (!_configs.TryGetValue(id, out var config))
        {
            try
            {
                config = (await request.Collection(CatalogCollections.ScoreConfigs).GetAsync(request.Project, id, request.Aborted).ConfigureAwait(false))?.Value;
            }
            catch (Exception exception) when (exception is NotSupportedException or ApiException)
            {
                _isWithoutCatalog = true;
                return null;
            }

            _configs.Add(id, config);
        }

        return config is null ? NotFound : Problem(config, score);
    }

    private static string? Problem(ScoreConfig config, Score score)
    {
        var value = score.Value;
        if (value.Type != config.DataType)
        {
            return $"Data type mismatch based on config: expected {WireNames.Of(config.DataType)}, got {WireNames.Of(value.Type)}";
        }

        if (config.IsArchived)
        {
            return "Config is archived and cannot be used to create new scores. Please restore the config first.";
        }

        if (score.Name != config.Name)
        {
            return $"Name mismatch based on config: expected {config.Name}, got {score.Name}";
        }

        return config.DataType switch
        {
            ScoreValueType.Numeric when value.Number > config.MaxValue => string.Create(CultureInfo.InvariantCulture, $"Value exceeds maximum value of {config.MaxValue} defined in config"),
            ScoreValueType.Numeric when value.Number < config.MinValue => string.Create(CultureInfo.InvariantCulture, $"Value is below minimum value of {config.MinValue} defined in config"),
            ScoreValueType.Categorical when config.Categories?.Any(category => category.Label == value.Text) == false => $"Value {value.Text} does not map to a valid category. Pass a valid category value.",
            _ => null,
        };
    }
}
