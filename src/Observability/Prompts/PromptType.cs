namespace Observability.Prompts;

/// <summary>What a prompt is made of; fixed for all versions of a name.</summary>
public enum PromptType
{
    /// <summary>One text.</summary>
    Text = 0,

    /// <summary>Messages with roles, and placeholders for more of them.</summary>
    Chat,
}
