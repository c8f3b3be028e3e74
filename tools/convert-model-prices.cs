// Makes src/Observability/Pricing/prices.txt from a CSV with the columns
//   model,provider,mode,service_tier,above_input_tokens,<ten prices in USD per million tokens>
// Run from the root of the repository: dotnet run tools/convert-model-prices.cs -- <prices.csv>
//
// The format: "[provider]" begins a section, an unindented line is a model's standard price, an indented one a variant of the model above it:
// a service tier, "above=N" (applies when the input has more than N tokens), or both. Prices are USD per million tokens.
//
// Rows that say zero for input and output are left out, because in such lists zero mostly means "not billed by token" (rerankers, preview
// models) and a wrong zero is worse than no cost. Kept are moderation models and models whose name or vendor documents them as free.
using System.Globalization;
using System.Text;

string[] columns = ["in", "cached", "write", "write1h", "out", "reasoning", "audio-in", "audio-out", "image-in", "image-out"];
string[] documentedFree = ["glm-4.5-flash", "glm-4.7-flash"];

var rows = File.ReadLines(args[0]).Skip(1).Select(line => line.Split(',')).Where(IsPriced).ToList();
var output = new StringBuilder("# USD per million tokens. Made by tools/convert-model-prices.cs; overrides belong into LlmObservabilityOptions.Prices.\n");
foreach (var provider in rows.GroupBy(row => row[1]).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    output.Append(CultureInfo.InvariantCulture, $"\n[{provider.Key}]\n");
    foreach (var model in provider.GroupBy(row => row[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
    {
        var variants = model.OrderBy(row => row[3] == "default" ? 0 : 1).ThenBy(row => row[3], StringComparer.Ordinal).ThenBy(Threshold).ToList();
        if (variants[0] is not [_, _, _, "default", "", ..])
        {
            throw new InvalidDataException($"The model {model.Key} of {provider.Key} has no standard price.");
        }

        output.Append(model.Key).Append(Prices(variants[0])).Append('\n');
        foreach (var variant in variants.Skip(1))
        {
            output.Append(' ').Append(variant[3] == "default" ? "" : " " + variant[3]).Append(variant[4].Length == 0 ? "" : $" above={variant[4]}").Append(Prices(variant)).Append('\n');
        }
    }
}

File.WriteAllText("src/Observability/Pricing/prices.txt", output.ToString());
Console.WriteLine($"{rows.Count} prices of {rows.Select(row => (row[0], row[1])).Distinct().Count()} models");

bool IsPriced(string[] row) => row[2] == "moderation"
    || row[0].Contains("free", StringComparison.OrdinalIgnoreCase)
    || documentedFree.Contains(row[0])
    || row.Skip(5).Any(price => price.Length > 0 && decimal.Parse(price, CultureInfo.InvariantCulture) > 0);

long Threshold(string[] row) => row[4].Length == 0 ? 0 : long.Parse(row[4], CultureInfo.InvariantCulture);

string Prices(string[] row) => string.Concat(columns.Select((name, i) => row[5 + i].Length == 0 ? "" : $" {name}={row[5 + i]}"));
