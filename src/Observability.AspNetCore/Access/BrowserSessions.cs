using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Observability.AspNetCore.Access;

/// <summary>The browsers that signed in with a key: a random token in a cookie that no script reads, its hash in memory here.</summary>
/// <remarks>
/// Thread-safe and bounded: when there are too many, the oldest goes. A restart signs everybody out. The cookie is <c>SameSite=Strict</c>, so it
/// comes with no request that another site makes, and <see cref="BrowserProof"/> stands before every change all the same.
/// </remarks>
internal sealed class BrowserSessions(TimeSpan lifetime, TimeProvider time)
{
    public const string CookieName = "llm-observability-session";

    private const int MaxSessions = 10_000;
    private const int TokenBytes = 32;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, BrowserSession> _sessions = [];

    /// <summary>Signs the browser in.</summary>
    public BrowserSession Begin(HttpContext context, string keyId, string path)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var session = new BrowserSession(keyId, time.GetUtcNow() + lifetime);
        lock (_gate)
        {
            _sessions.Add(Hash(token), session);
            if (_sessions.Count > MaxSessions)
            {
                _sessions.RemoveAt(0);
            }
        }

        context.Response.Cookies.Append(CookieName, token, Options(context.Request, path, session.ExpiresAt));
        return session;
    }

    /// <summary>The session of the browser; null when it has none.</summary>
    public BrowserSession? Find(HttpRequest request)
    {
        if (request.Cookies[CookieName] is not { Length: > 0 } token)
        {
            return null;
        }

        var hash = Hash(token);
        lock (_gate)
        {
            if (!_sessions.TryGetValue(hash, out var session))
            {
                return null;
            }

            if (session.ExpiresAt > time.GetUtcNow())
            {
                return session;
            }

            _sessions.Remove(hash);
            return null;
        }
    }

    /// <summary>Signs the browser out.</summary>
    public void End(HttpContext context, string path)
    {
        if (context.Request.Cookies[CookieName] is { Length: > 0 } token)
        {
            lock (_gate)
            {
                _sessions.Remove(Hash(token));
            }
        }

        context.Response.Cookies.Delete(CookieName, Options(context.Request, path, null));
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static CookieOptions Options(HttpRequest request, string path, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = path,
        Expires = expires,
        IsEssential = true,
    };
}
