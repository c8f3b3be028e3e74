using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Observability.Capture;
using Observability.Model;

namespace SupportAgent;

/// <summary>The articles in <c>data/articles</c>, found by the similarity of their embeddings.</summary>
internal sealed class ArticleIndex(IEmbeddingGenerator<string, Embedding<float>> embeddings, Tracer tracer)
{
    private Task<IReadOnlyList<(Article Article, Embedding<float> Embedding)>>? _entries;

    /// <summary>The articles that answer a question best, best first.</summary>
    public Task<IReadOnlyList<Article>> SearchAsync(string question, int count) =>
        tracer.ObserveAsync<IReadOnlyList<Article>>("search-articles", async retrieval =>
        {
            retrieval.SetInput(question);
            var entries = await (_entries ??= LoadAsync());
            var wanted = await embeddings.GenerateAsync(question);
            return [.. entries
                .OrderByDescending(entry => TensorPrimitives.CosineSimilarity(entry.Embedding.Vector.Span, wanted.Vector.Span))
                .Take(count)
                .Select(entry => entry.Article)];
        }, ObservationKind.Retriever);

    private async Task<IReadOnlyList<(Article Article, Embedding<float> Embedding)>> LoadAsync()
    {
        var articles = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "data", "articles"), "*.md").Order().Select(Read).ToList();
        var vectors = await embeddings.GenerateAsync(articles.Select(article => $"{article.Title}\n{article.Text}"));
        return [.. articles.Zip(vectors)];
    }

    private static Article Read(string path)
    {
        var lines = File.ReadAllLines(path);
        return new Article(lines[0].TrimStart('#', ' '), string.Join(' ', lines.Skip(1)));
    }
}
