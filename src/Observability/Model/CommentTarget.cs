namespace Observability.Model;

/// <summary>What a comment is about.</summary>
internal enum CommentTarget
{
    Trace = 0,
    Observation,
    Session,
    Prompt,
}
