namespace Observability.Model;

/// <summary>What an item of an annotation queue is.</summary>
internal enum AnnotationTarget
{
    Trace = 0,
    Observation,
    Session,
}
