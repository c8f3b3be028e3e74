using Observability.AspNetCore.Http;
using Observability.Model;

namespace Observability.AspNetCore.Ingestion;

/// <summary>Reads the body of an event about a trace.</summary>
internal static class TraceBodyReader
{
    /// <summary>Reads a body; what is wrong with it goes to <paramref name="issues"/>.</summary>
    public static TraceRecord? Read(ReadOnlyMemory<byte> body, ProjectId project, string eventId, DateTimeOffset eventTime, List<ApiIssue> issues)
    {
        var reader = new FieldReader(body, EventReader.BodyPath, issues);
        Said<string> id = default, name = default, user = default, session = default, release = default, version = default, environment = default;
        Said<DateTimeOffset?> timestamp = default;
        Said<Payload> input = default, output = default, metadata = default;
        Said<bool?> isPublic = default;
        IReadOnlyList<string> tags = [];
        while (reader.Next(out var property))
        {
            switch (property)
            {
                case "id": id = reader.Id(); break;
                case "timestamp": timestamp = reader.Instant(); break;
                case "name": name = reader.Text(); break;
                case "input": input = reader.Json(); break;
                case "output": output = reader.Json(); break;
                case "sessionId": session = reader.Id(); break;
                case "userId": user = reader.Id(); break;
                case "environment": environment = reader.Text(); break;
                case "metadata": metadata = reader.Metadata(); break;
                case "release": release = reader.Text(); break;
                case "version": version = reader.Text(); break;
                case "public": isPublic = reader.Flag(); break;
                case "tags": tags = reader.Texts(); break;
                default: reader.Skip(); break;
            }
        }

        return issues.Count > 0 ? null : new TraceRecord
        {
            Project = project,

            // Not made up: the same event sent again is about the same trace.
            Id = new TraceId(id.Value ?? eventId),
            Timestamp = timestamp.Value ?? eventTime,
            Name = name.Value,
            Input = input.Value,
            Output = output.Value,
            Metadata = metadata.Value,
            Environment = EnvironmentName.Of(environment.Value),
            Release = release.Value,
            Version = version.Value,
            UserId = user.Value is { } userId ? new UserId(userId) : null,
            SessionId = session.Value is { } sessionId ? new SessionId(sessionId) : null,
            Tags = tags,
            IsPublic = isPublic.IsSaid ? isPublic.Value ?? false : null,
            Cleared = Cleared(name, TraceProperties.Name)
                | Cleared(input, TraceProperties.Input)
                | Cleared(output, TraceProperties.Output)
                | Cleared(metadata, TraceProperties.Metadata)
                | Cleared(release, TraceProperties.Release)
                | Cleared(version, TraceProperties.Version)
                | Cleared(user, TraceProperties.UserId)
                | Cleared(session, TraceProperties.SessionId),
        };
    }

    private static TraceProperties Cleared<T>(in Said<T> said, TraceProperties property)
        where T : class => said is { IsSaid: true, Value: null } ? property : TraceProperties.None;
}
