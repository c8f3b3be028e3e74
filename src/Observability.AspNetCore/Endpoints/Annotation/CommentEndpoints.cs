using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.AspNetCore.Wire;
using Observability.AspNetCore.Wire.Annotation;
using Observability.Model;
using Observability.Storage.Catalog;

namespace Observability.AspNetCore.Endpoints.Annotation;

/// <summary>Comments: write, list, one, delete.</summary>
internal static class CommentEndpoints
{
    private const string NotFound = "Comment not found within authorized project";
    private const int MaxContent = 5000;

    private static readonly IReadOnlyList<string> Types = ["TRACE", "OBSERVATION", "SESSION", "PROMPT"];

    private static readonly ChoiceParameter ObjectType = new("objectType", "Only about objects of this type.", Types);
    private static readonly TextParameter ObjectId = new("objectId", "Only about this object; needs objectType.");
    private static readonly TextParameter AuthorUserId = new("authorUserId", "Only by this author.");

    public static void Map(ApiMap api)
    {
        api.MapPost("/comments", CreateAsync, "Writes a comment.").WithTags("comments").Accepts<CreateCommentBody>("application/json");
        api.MapGet("/comments", ListAsync, "Lists comments in pages, newest first.", [.. Paging.Parameters, ObjectType, ObjectId, AuthorUserId]).WithTags("comments");
        api.MapGet("/comments/{commentId}", GetAsync, "Gets a comment.").WithTags("comments");
        api.MapDelete("/comments/{commentId}", DeleteAsync, "Ours: deletes a comment.").WithTags("comments");
    }

    private static DocumentCollection<Comment> Comments(ApiRequest request) => request.Collection(CatalogCollections.Comments);

    private static async Task<WireResult<CreatedId>> CreateAsync(ApiRequest request)
    {
        var body = await ApiBody.ReadAsync<CreateCommentBody>(request.Http).ConfigureAwait(false);
        var issues = new BodyIssues();
        var project = issues.Text(body.ProjectId, "projectId", BodyIssues.MaxIdLength);
        var type = issues.Word(body.ObjectType, Types, "objectType");
        var id = issues.Text(body.ObjectId, "objectId", BodyIssues.MaxIdLength);
        var content = issues.Text(body.Content, "content", MaxContent);
        var author = issues.OptionalText(body.AuthorUserId, "authorUserId", BodyIssues.MaxIdLength);
        if (project.Length > 0 && project != request.Project.Value)
        {
            issues.Add(ApiIssue.Custom($"The project '{project}' is not the one of the request, '{request.Project}'.", "projectId"));
        }

        issues.ThrowIfInvalid();
        if (!await IsThereAsync(request, type, id).ConfigureAwait(false))
        {
            throw ApiException.NotFound($"Reference object, {type}: {id} not found. Skipping comment creation.");
        }

        var now = request.Now;
        var comment = new Comment
        {
            Id = CatalogClock.NewId(now),
            ObjectType = TargetOf(type),
            ObjectId = id,
            Content = content,
            AuthorUserId = author,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await Comments(request).InsertAsync(request.Project, comment, request.Aborted).ConfigureAwait(false);
        return new(new CreatedId(comment.Id));
    }

    private static Task<WireResult<PagedList<WireComment>>> ListAsync(ApiRequest request)
    {
        var type = request.Query.Read(ObjectType);
        var id = request.Query.Read(ObjectId);
        var author = request.Query.Read(AuthorUserId);
        request.Query.ThrowIfInvalid();
        return id is not null && type is null
            ? throw ApiException.Invalid(ApiIssue.Custom("objectType is required when objectId is provided", "objectType"))
            : CatalogList.ReadAsync(
                request, Comments(request), CatalogCollections.CommentsOf(type is null ? null : TargetOf(type), id, author), comment => ToWire(request, comment));
    }

    private static async Task<WireResult<WireComment>> GetAsync(ApiRequest request, string commentId) =>
        new(ToWire(request, await CatalogList.RequireAsync(request, Comments(request), commentId, NotFound).ConfigureAwait(false)));

    private static async Task<WireResult<Message>> DeleteAsync(ApiRequest request, string commentId) =>
        await Comments(request).DeleteAsync(request.Project, ApiRequest.Id(commentId), request.Aborted).ConfigureAwait(false)
            ? new(new Message("Comment successfully deleted"))
            : throw ApiException.NotFound(NotFound);

    private static Task<bool> IsThereAsync(ApiRequest request, string type, string id) => type switch
    {
        "TRACE" => ObservedObjects.HasTraceAsync(request, id),
        "OBSERVATION" => ObservedObjects.HasObservationAsync(request, id),
        "SESSION" => ObservedObjects.HasSessionAsync(request, id),
        _ => ObservedObjects.HasPromptAsync(request, id),
    };

    private static CommentTarget TargetOf(string word) => Enum.Parse<CommentTarget>(word, ignoreCase: true);

    private static WireComment ToWire(ApiRequest request, Comment comment) => new()
    {
        Id = comment.Id,
        ProjectId = request.Project.Value,
        CreatedAt = comment.CreatedAt,
        UpdatedAt = comment.UpdatedAt,
        ObjectType = comment.ObjectType.ToString().ToUpperInvariant(),
        ObjectId = comment.ObjectId,
        Content = comment.Content,
        AuthorUserId = comment.AuthorUserId,
    };
}
