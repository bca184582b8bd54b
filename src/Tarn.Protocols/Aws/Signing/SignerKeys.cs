using Tarn.Security;
using Tarn.Security.Sessions;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// Finds what a request is signed with: a key of the lake, or a temporary one by the session token that goes along.
/// Thread-safe.
/// </summary>
/// <param name="keys">The lasting ones.</param>
/// <param name="timeProvider">Says when sessions are over.</param>
internal sealed class SignerKeys(AccessKeys keys, TimeProvider timeProvider)
{
    /// <summary>Goes along in a header, or in the query of a presigned URL.</summary>
    public const string TokenName = "x-amz-security-token";

    private readonly SessionTokens _tokens = new(keys);

    /// <exception cref="SignatureException">There is no such key, or the token is not its.</exception>
    public AccessKey Get(RequestHead head, string id)
    {
        if ((head.Header(TokenName) ?? TokenInQuery(head)) is not { } token)
        {
            return keys.Find(id) ?? throw new SignatureException(
                SignatureProblem.UnknownKey,
                $"the access key '{id}' is none of this lake's; a temporary one needs its session token");
        }

        return _tokens.Open(token) is { } key && key.Id == id
            ? key
            : throw new SignatureException(
                SignatureProblem.BadToken,
                "The provided token is malformed or otherwise invalid: it is none that this lake made for the access"
                + $" key '{id}'");
    }

    /// <exception cref="SignatureException">The session of a temporary key is over.</exception>
    public void RequireCurrent(AccessKey key)
    {
        if (key.Session is { } session && session.ExpiresAt <= timeProvider.GetUtcNow())
        {
            throw new SignatureException(
                SignatureProblem.ExpiredToken,
                FormattableString.Invariant(
                    $"The provided token has expired: it was good until {session.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        }
    }

    /// <summary>Null when there is none.</summary>
    public static string? TokenInQuery(RequestHead head) => head.Query
        .Where(parameter => parameter.Key.Equals(TokenName, StringComparison.OrdinalIgnoreCase))
        .Select(parameter => parameter.Value)
        .FirstOrDefault();
}
