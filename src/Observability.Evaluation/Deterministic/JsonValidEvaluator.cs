using System.Buffers;
using System.Text;
using System.Text.Json;
using Observability.Model;

namespace Observability.Evaluation.Deterministic;

/// <summary>Whether the whole answer is JSON (RFC 8259), without a Markdown fence or other text round it.</summary>
/// <remarks>Metric <c>json-valid</c>, true or false. The comment says where it stops being JSON.</remarks>
public sealed class JsonValidEvaluator : DeterministicEvaluator
{
    /// <summary>Creates it.</summary>
    public JsonValidEvaluator()
        : base("json-valid", "json-valid")
    {
    }

    internal override IReadOnlyList<EvaluatorScore> Evaluate(EvaluationSubject subject)
    {
        var problem = Problem(subject.OutputText);
        return [Check(problem is null, problem)];
    }

    internal static string? Problem(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            var reader = new Utf8JsonReader(bytes.AsSpan(0, length), new JsonReaderOptions { MaxDepth = JsonDefaults.MaxDepth });
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return $"Not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}: {exception.Message.Split(" LineNumber:")[0]}";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
