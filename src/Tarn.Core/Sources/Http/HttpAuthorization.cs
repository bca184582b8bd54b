namespace Tarn.Sources.Http;

/// <summary>How a request says who asks.</summary>
public abstract record HttpAuthorization
{
    private HttpAuthorization()
    {
    }

    /// <summary>Without secrets.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>By a header of its own.</summary>
    public sealed record Header(string Name, string Value) : HttpAuthorization;

    /// <summary>By name and password (RFC 7617).</summary>
    public sealed record Basic(string User, string Password) : HttpAuthorization;

    /// <summary>By a token that is asked for with the client's own credentials (RFC 6749, section 4.4).</summary>
    public sealed record ClientCredentials(Uri TokenUrl, string ClientId, string ClientSecret, string? Scope)
        : HttpAuthorization;
}
