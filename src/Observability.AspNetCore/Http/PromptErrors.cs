using Observability.Prompts;

namespace Observability.AspNetCore.Http;

/// <summary>What the registry refuses, as the wire says it.</summary>
internal static class PromptErrors
{
    public static ApiException Translate(PromptException exception) => exception.Fault switch
    {
        PromptFault.NotFound => ApiException.NotFound(exception.Message),
        PromptFault.Conflict => ApiException.Conflict(exception.Message),
        PromptFault.Protected => ApiException.Forbidden(exception.Message),
        PromptFault.Unavailable => ApiException.Unavailable(exception.Message),
        _ => ApiException.Invalid(exception.Message),
    };
}
