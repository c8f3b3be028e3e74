using LiteDB;
using LiteDB.Engine;
using Observability.Model;
using LiteQuery = LiteDB.Query;

namespace Observability.Storage.LiteDb.Telemetry;

/// <summary>The projects of a telemetry file with how many traces each has, so that a list need not be walked to its end to be counted.</summary>
internal static class ProjectCounts
{
    private const string Collection = "projects";

    /// <summary>The projects that have or had something.</summary>
    public static List<ProjectId> Projects(ILiteEngine engine) =>
        engine.ToList(Collection, LiteQuery.All()).ConvertAll(document => new ProjectId(document["n"].AsString));

    public static long Of(ILiteEngine engine, ProjectId project) =>
        engine.FindById(Collection, Id(project))?["c"].AsInt64 ?? 0;

    /// <summary>Counts traces that came, or went when it is negative.</summary>
    public static void Add(ILiteEngine engine, ProjectId project, int traces)
    {
        if (traces != 0)
        {
            engine.Upsert(Collection, [new BsonDocument { ["_id"] = Id(project), ["n"] = project.Value, ["c"] = Of(engine, project) + traces }]);
        }
    }

    private static byte[] Id(ProjectId project) => StoreKey.OfId(project, "");
}
