using Microsoft.Extensions.AI;

namespace Observability.Capture.Messages;

/// <summary>What one message was when the call started; later changes to the message or its contents do not reach it.</summary>
/// <param name="Role">The role, e.g. <c>user</c>.</param>
/// <param name="Author">The author's name, if any.</param>
/// <param name="Contents">The text alone (the common case, without a list), one <see cref="AIContent"/>, an array of them, or null.</param>
internal readonly record struct MessageSnapshot(string Role, string? Author, object? Contents)
{
    /// <summary>Takes the picture and adds its size to <paramref name="bytes"/>.</summary>
    public static MessageSnapshot Of(ChatMessage message, ref long bytes) =>
        new(message.Role.Value, message.AuthorName, Picture(message.Contents, ref bytes));

    public static object? Picture(IList<AIContent> contents, ref long bytes)
    {
        switch (contents.Count)
        {
            case 0:
                return null;
            case 1:
                var only = ContentSnapshot.Of(contents[0], ref bytes);
                return only is TextContent text && text.GetType() == typeof(TextContent) ? text.Text : only;
            default:
                var pictures = new AIContent[contents.Count];
                for (var i = 0; i < pictures.Length; i++)
                {
                    pictures[i] = ContentSnapshot.Of(contents[i], ref bytes);
                }

                return pictures;
        }
    }
}
