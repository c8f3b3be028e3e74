namespace Observability.AspNetCore.Access;

/// <summary>What callers that may not come in are told, as clients of the wire know it.</summary>
internal static class Refusals
{
    public const string NoHeader = "No authorization header";
    public const string InvalidHeader = "Invalid authorization header";
    public const string InvalidCredentials = "Invalid credentials" + Hint;
    public const string InvalidPublicKey = "Invalid public key" + Hint;
    public const string InvalidCharacter = "Invalid character" + Hint;
    public const string NotPermitted = "Access denied - insufficient permissions for this endpoint";
    public const string OrganizationKey = "Invalid API key. Are you using an organization key?";
    public const string OrganizationKeyRequired = "Invalid API key. Organization-scoped API key required for this operation.";

    private const string Hint = ". Confirm that you've configured the correct host.";
}
