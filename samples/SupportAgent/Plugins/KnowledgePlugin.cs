using System.ComponentModel;
using Microsoft.SemanticKernel;

namespace SupportAgent.Plugins;

internal sealed class KnowledgePlugin(ArticleIndex articles)
{
    private const int Best = 2;

    [KernelFunction("search")]
    [Description("Searches the help articles: care, returns, delivery, warranty, damage.")]
    public Task<IReadOnlyList<Article>> SearchAsync([Description("What the customer wants to know.")] string question) => articles.SearchAsync(question, Best);
}
