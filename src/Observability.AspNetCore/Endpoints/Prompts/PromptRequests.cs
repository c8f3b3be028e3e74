using System.Globalization;
using Microsoft.AspNetCore.Http;
using Observability.AspNetCore.Http;
using Observability.AspNetCore.Query;
using Observability.Prompts;

namespace Observability.AspNetCore.Endpoints.Prompts;

/// <summary>What the requests about prompts share.</summary>
internal static class PromptRequests
{
    public static readonly TextParameter Name = new("name", "The name of the prompt.");

    public static readonly OptionalIntegerParameter Version = new("version", "The version; not together with a label.");

    public static readonly TextParameter Label = new("label", "The label; production when neither label nor version is given.");

    public static readonly BooleanParameter OverrideProtection = new("overrideProtection", "Ours: whether protected labels are moved all the same.");

    public static readonly TextParameter Author = new("author", "Ours: who makes the change, for the audit trail; a signed-in user is named whatever this says.");

    public static readonly TextParameter Reason = new("reason", "Ours: why, for the audit trail.");

    private const int MaxNote = 500;

    /// <summary>The name in a path or parameter; what cannot be a name names nothing.</summary>
    public static PromptName NameOf(string text) => PromptName.TryCreate(text, out var name) ? name : throw new PromptException(PromptFault.NotFound, $"Prompt not found: '{text}'");

    /// <summary>The name in the parameter <c>name</c>, which must be there.</summary>
    public static PromptName RequiredName(ApiRequest request) => NameOf(
        request.Query.Read(Name) ?? throw ApiException.Invalid(ApiIssue.InvalidType("string", "undefined", "name")));

    /// <summary>The version or label asked for; a label that cannot be one is as good as one nobody has.</summary>
    public static (PromptLabel? Label, int? Version) Which(ApiRequest request, string name)
    {
        var version = request.Query.Read(Version);
        var label = request.Query.Read(Label);
        request.Query.ThrowIfInvalid();
        if (label is not null && version is not null)
        {
            throw ApiException.Invalid("Cannot specify both version and label");
        }

        if (label is null)
        {
            return (null, version);
        }

        return PromptLabel.TryCreate(label, out var asked)
            ? (asked, null)
            : throw ApiException.NotFound($"Prompt not found: '{name}' with label '{label}'");
    }

    /// <summary>Who asks for a change and on which state: <c>If-Match</c> names the revision.</summary>
    public static PromptEdit Edit(ApiRequest request)
    {
        var overrides = request.Query.Read(OverrideProtection) == true;
        var author = request.Query.Read(Author);
        var reason = request.Query.Read(Reason);
        request.Query.ThrowIfInvalid();
        if (author?.Length > MaxNote || reason?.Length > MaxNote)
        {
            throw ApiException.Invalid($"Author and reason may have at most {MaxNote} characters.");
        }

        var edit = new PromptEdit { OverridesProtection = overrides, ExpectedRevision = ExpectedRevision(request.Http.Request), Reason = reason };
        var user = request.Http.User.Identity?.Name is { Length: > 0 } signedIn ? signedIn : author;
        return string.IsNullOrWhiteSpace(user) ? edit : edit with { Author = user };
    }

    private static long? ExpectedRevision(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString().Trim('"');
        if (text is "" or "*")
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw ApiException.Invalid($"The header If-Match is '{text}'. Give it the revision of the prompt, e.g. If-Match: \"7\".");
    }
}
