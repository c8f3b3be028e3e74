using System.Text.Json;
using System.Text.Json.Serialization;
using Observability.Evaluation.Statistics;

namespace Observability.Evaluation.Experiments;

/// <summary>What became of an experiment: every answer with its metrics. Immutable, and a JSON file that a later run is compared with.</summary>
public sealed record ExperimentRun
{
    /// <summary>What was tried.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the run.</summary>
    public required string RunName { get; init; }

    /// <summary>The run in its dataset; null of items of the caller's own.</summary>
    public string? RunId { get; init; }

    /// <summary>The dataset; null of items of the caller's own.</summary>
    public string? Dataset { get; init; }

    /// <summary>Why it was tried.</summary>
    public string? Description { get; init; }

    /// <summary>What belongs to the run.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What the judges cost in USD; 0 when none was asked or no price is known.</summary>
    public decimal JudgeCostUsd { get; init; }

    /// <summary>Answers that were not asked for, because the cost limit was reached.</summary>
    public int NotRun { get; init; }

    /// <summary>The answers, in order of items and repetitions.</summary>
    public required IReadOnlyList<ExperimentAnswer> Answers { get; init; }

    /// <summary>The metrics that any answer has, in order of name; those of the experiment itself last.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Metrics => field ??=
        [.. Answers.SelectMany(answer => answer.Metrics.Keys).Distinct().OrderBy(ExperimentMetrics.IsLowerBetter).ThenBy(name => name, StringComparer.Ordinal)];

    /// <summary>The mean of a metric with its interval, items (or clusters) counted as the independent units; null when no answer has a number.</summary>
    /// <exception cref="ArgumentException"><paramref name="level"/> is not between 0 and 1.</exception>
    public Estimate? Summarize(string metric, double level = 0.95)
    {
        var values = Answers
            .Select(answer => (answer.Cluster, answer.ItemId, Value: answer.Metrics.GetValueOrDefault(metric)))
            .Where(entry => entry.Value?.Number is not null)
            .ToList();
        if (values.Count == 0)
        {
            return null;
        }

        var units = values.ConvertAll(entry => entry.Cluster ?? entry.ItemId);
        if (units.Distinct().Count() < units.Count)
        {
            return MeanEstimate.OfClusters(values.ConvertAll(entry => entry.Value!.Number!.Value), units, level);
        }

        return values.TrueForAll(entry => entry.Value!.IsBoolean)
            ? ProportionEstimate.Of(values.Count(entry => entry.Value!.Number > 0), values.Count, level)
            : MeanEstimate.Of(values.ConvertAll(entry => entry.Value!.Number!.Value), level);
    }

    /// <summary>Writes the run as JSON.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
        {
            Directory.CreateDirectory(directory);
        }

        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(this, ExperimentJson.Readable.ExperimentRun), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a run that was saved.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no saved run.</exception>
    public static async Task<ExperimentRun> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), ExperimentJson.Readable.ExperimentRun)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}' is no saved experiment: {exception.Message} Write it anew.", exception);
        }
    }
}
